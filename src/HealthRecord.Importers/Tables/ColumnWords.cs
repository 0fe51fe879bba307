using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What the names of columns mean, in French and English: kinds, units, dates and times.</summary>
internal static class ColumnWords
{
    private static readonly string[] DateWords = ["date", "jour", "day", "dateofmeasurement"];

    private static readonly string[] MomentWords =
    [
        "datetime",
        "dateheure",
        "dateetheure",
        "dateandtime",
        "timestamp",
        "horodatage",
        "start",
        "starttime",
        "startdate",
        "debut",
        "measuredat",
        "time",
        "local",
    ];

    private static readonly string[] TimeWords = ["time", "heure", "hour", "horaire", "timeofday"];

    private static readonly string[] EndWords =
    [
        "end",
        "endtime",
        "enddate",
        "fin",
        "datefin",
        "heurefin",
        "stop",
    ];

    private static readonly string[] NoteWords =
    [
        "note",
        "notes",
        "commentaire",
        "commentaires",
        "comment",
        "comments",
        "remarque",
        "remarques",
        "remark",
        "remarks",
        "observation",
        "observations",
        "annotation",
        "annotations",
        "memo",
    ];

    /// <summary>Without accents, blanks and case. Longer words may also stand inside a longer name.</summary>
    private static readonly (string Kind, string[] Words)[] Kinds =
    [
        (
            "resting-heart-rate",
            [
                "restingheartrate",
                "restinghr",
                "rhr",
                "fcrepos",
                "poulsaurepos",
                "poulsrepos",
                "frequencecardiaqueaurepos",
            ]
        ),
        (
            "systolic",
            [
                "systolic",
                "systolique",
                "systole",
                "sys",
                "syst",
                "sbp",
                "maxima",
                "tamax",
                "tensionmax",
                "tensionmaximale",
            ]
        ),
        (
            "diastolic",
            [
                "diastolic",
                "diastolique",
                "diastole",
                "dia",
                "diast",
                "dbp",
                "pad",
                "minima",
                "tamin",
                "tensionmin",
                "tensionminimale",
            ]
        ),
        ("mean-arterial", ["meanarterial", "map", "pam", "pressionmoyenne"]),
        (
            "blood-pressure",
            ["bloodpressure", "tensionarterielle", "pressionarterielle", "tension", "bp", "ta"]
        ),
        (
            "heart-rate",
            [
                "heartrate",
                "frequencecardiaque",
                "rythmecardiaque",
                "pulsations",
                "pulserate",
                "pulse",
                "pouls",
                "puls",
                "hr",
                "fc",
                "bpm",
            ]
        ),
        ("hrv-sdnn", ["sdnn"]),
        ("hrv-rmssd", ["rmssd", "hrv", "vfc", "variabilitecardiaque"]),
        (
            "spo2",
            [
                "spo2",
                "sao2",
                "oxygensaturation",
                "bloodoxygen",
                "saturationenoxygene",
                "saturation",
                "sat",
                "oxygen",
            ]
        ),
        (
            "respiratory-rate",
            ["respiratoryrate", "frequencerespiratoire", "respiration", "breathingrate"]
        ),
        ("visceral-fat-rating", ["visceralfat", "graisseviscerale"]),
        ("fat-mass", ["fatmass", "fatweight", "massegrasse"]),
        (
            "body-fat",
            [
                "bodyfat",
                "fatpercent",
                "fatpercentage",
                "tauxdegraisse",
                "pourcentagedegraisse",
                "graisse",
                "fat",
            ]
        ),
        ("muscle-mass", ["musclemass", "massemusculaire", "muscle", "muscles"]),
        ("bone-mass", ["bonemass", "masseosseuse", "bone", "os"]),
        ("lean-mass", ["leanmass", "leanbodymass", "massemaigre"]),
        ("water-intake", ["waterintake", "eaubue", "boisson", "boissons", "drink"]),
        ("body-water", ["bodywater", "hydration", "hydratation", "eaucorporelle", "water", "eau"]),
        ("body-weight", ["bodyweight", "bodymass", "weight", "poids", "gewicht", "peso"]),
        ("bmi", ["bmi", "imc"]),
        ("head-circumference", ["headcircumference", "perimetrecranien"]),
        ("waist", ["waist", "tourdetaille"]),
        ("hip", ["hip", "hips", "tourdehanches", "hanches"]),
        ("height", ["bodyheight", "height", "taille", "stature"]),
        ("basal-body-temperature", ["basalbodytemperature", "temperaturebasale", "bbt"]),
        ("body-temperature", ["bodytemperature", "temperature", "fievre", "fever", "temp"]),
        ("glucose", ["bloodglucose", "bloodsugar", "glucose", "glycemie", "glyc", "sucre"]),
        ("blood-ketone", ["ketone", "ketones", "cetonemie", "cetones"]),
        ("hba1c", ["hba1c", "hemoglobineglyquee"]),
        ("insulin-dose", ["insulin", "insuline"]),
        ("carbohydrate-intake", ["carbohydrates", "carbs", "glucides"]),
        ("hdl-cholesterol", ["hdl"]),
        ("ldl-cholesterol", ["ldl"]),
        ("total-cholesterol", ["totalcholesterol", "cholesterol"]),
        ("triglycerides", ["triglycerides", "triglyceride"]),
        ("peak-flow", ["peakflow", "debitdepointe", "debitexpiratoiredepointe", "dep", "pef"]),
        ("steps", ["stepcount", "nombredepas", "steps", "pas"]),
        ("distance", ["distance"]),
        ("floors", ["floors", "etages"]),
        ("basal-metabolic-rate", ["basalmetabolicrate", "metabolismebasal", "bmr"]),
        (
            "energy-intake",
            ["caloriesconsumed", "calorieintake", "apportcalorique", "caloriesconsommees"]
        ),
        (
            "active-energy",
            [
                "activeenergy",
                "activecalories",
                "caloriesburned",
                "caloriesbrulees",
                "caloriesactives",
                "calories",
                "kcal",
            ]
        ),
        (
            "sleep-total",
            [
                "sleepduration",
                "dureedusommeil",
                "dureesommeil",
                "heuresdesommeil",
                "timeasleep",
                "sleep",
                "sommeil",
            ]
        ),
        ("vo2max", ["vo2max"]),
        ("pain-level", ["pain", "douleur", "douleurs"]),
        ("mood", ["mood", "humeur"]),
        ("metabolic-age", ["metabolicage", "agemetabolique"]),
    ];

    private const int LongEnoughInside = 5;

    public static bool IsDate(string plain) => Is(DateWords, plain);

    public static bool IsMoment(string plain) => Is(MomentWords, plain);

    public static bool IsTime(string plain) => Is(TimeWords, plain);

    public static bool IsEnd(string plain) => Is(EndWords, plain);

    public static bool IsNote(string plain) => Is(NoteWords, plain);

    /// <summary>The name without its unit, and the unit: in brackets, or the last word.</summary>
    public static (string Plain, string Unit) Split(string header)
    {
        var name = header.Trim();
        var open = name.LastIndexOfAny(['(', '[']);
        if (open > 0 && name[^1] is ')' or ']')
            return (TableHeader.Plain(name[..open]), name[(open + 1)..^1].Trim());
        var last = name.LastIndexOfAny([' ', '_', ',', '\u00A0']);
        return last > 0 && IsUnit(name[(last + 1)..])
            ? (TableHeader.Plain(name[..last]), name[(last + 1)..])
            : (TableHeader.Plain(name), "");
    }

    /// <summary>Whole names go before names inside longer ones, and the catalogue's own names before all.</summary>
    public static Kind? Find(string plain)
    {
        if (plain.Length == 0)
            return null;
        foreach (var kind in KindCatalogue.All)
            if (
                IsTold(kind)
                && (
                    TableHeader.Plain(kind.Code) == plain
                    || TableHeader.Plain(kind.NameFr) == plain
                    || TableHeader.Plain(kind.NameEn) == plain
                )
            )
                return kind;
        foreach (var (kind, words) in Kinds)
            if (Is(words, plain))
                return KindCatalogue.Get(kind);
        return Kinds
            .SelectMany(k => k.Words.Select(w => (k.Kind, Word: w)))
            .Where(k =>
                k.Word.Length >= LongEnoughInside
                && plain.Contains(k.Word, StringComparison.Ordinal)
            )
            .OrderByDescending(k => k.Word.Length)
            .Select(k => KindCatalogue.Get(k.Kind))
            .FirstOrDefault();
    }

    /// <summary>Whether a table can hold it: a number, or the two of a blood pressure.</summary>
    public static bool IsTold(Kind kind) =>
        kind.Units.Count > 0
        && (kind.Aggregation & (Aggregation.Document | Aggregation.Series)) == Aggregation.None;

    private static bool IsUnit(string word) =>
        word is not ("F" or "C" or "in" or "a" or "1" or "h" or "f" or "c")
        && KindCatalogue.All.Any(k => UnitWords.TryFind(k, word, out _));

    private static bool Is(string[] words, string plain) =>
        words.Contains(plain, StringComparer.Ordinal);
}

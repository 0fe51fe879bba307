namespace HealthRecord.Importers.Tables;

/// <summary>What the columns of kinds are called, in French and English. A table and nothing else.</summary>
internal static class KindWords
{
    /// <summary>Without accents, blanks and case. Who stands first is found first; longer words may also stand inside a longer name.</summary>
    public static readonly (string Kind, string[] Words)[] All =
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
}

using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace HealthRecord.Features.Tests.Wording;

/// <summary>
/// The product is a wellness logbook: it records, shows and recalls a public programme. It names no disease and no grade about a
/// person, scores no risk, promises no alarm, calculates no dose, gives no advice of its own, and it does not scold. Every text that
/// people read is searched for words that do: pages, mails, questions, and the rule file with its English wording.
/// </summary>
public sealed partial class ForbiddenWordsTests
{
    /// <summary>What may not be said, and why it would be a device or a reproach.</summary>
    private static readonly (string Why, Regex Words)[] Forbidden =
    [
        ("names a disease about the reader", Disease()),
        ("gives a grade", Grade()),
        ("is a verdict or a diagnosis", Verdict()),
        ("scores or predicts a risk", Risk()),
        ("treats, doses or checks interactions", Treatment()),
        ("promises an alarm", Alarm()),
        ("scolds", Reproach()),
    ];

    /// <summary>
    /// Where such a word may stand all the same: the file, the key (or the path in a data file) and the sentence that makes it right.
    /// A word that is only quoted from the public programme as the title of one of its lines is no verdict about anybody.
    /// </summary>
    private static readonly (Regex Where, Regex Text, string Because)[] Allowed =
    [
        (
            Of(@"^\w+Texts(\.en)?#.*(boundary|disclaimer|legal|terms)"),
            Of(@"ne pose pas de diagnostic|makes no diagnosis|does not diagnose|no diagnosis"),
            "says that none is made"
        ),
        (
            Of(@"^ImportsTexts(\.en)?#import\."),
            Of("archive|line of the file|ligne du fichier"),
            "speaks of a file, not of a person"
        ),
        (
            Of(@"^DashboardTexts(\.en)?#code\.atrial-fibrillation$"),
            Of("^(Fibrillation auriculaire|Atrial fibrillation)$"),
            "the word that a certified device itself recorded, repeated as its value"
        ),
        (
            Of(@"^prevention-(rules-fr|wording-english)#.*\.(title|message|note|confidenceNote)$"),
            Of("."),
            "the public programme's own words for one of its lines, the same for everybody and shown with their source"
        ),
        (
            Of(@"^prevention-(rules-fr|wording-english)#.*campaigns"),
            Of("."),
            "the public name of a national day or month"
        ),
        (
            Of("^prevention-facts#"),
            Of(@"\?|^Par exemple|^For example|HealthRecord (ne le|never)"),
            "a question that only its answer tells; nothing is inferred"
        ),
    ];

    [Fact]
    public void No_text_says_what_only_a_professional_may_or_what_hurts()
    {
        var found = Texts()
            .SelectMany(text =>
                Forbidden
                    .Where(rule => rule.Words.IsMatch(text.Words) && !IsAllowed(text))
                    .Select(rule => $"{text.Where} {rule.Why}: {text.Words}")
            )
            .ToList();

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void All_texts_are_looked_at_in_both_languages()
    {
        var files = Texts().Select(text => text.Where.Split('#')[0]).ToHashSet();

        foreach (
            var file in (string[])
                [
                    "PreventionTexts",
                    "PreventionTexts.en",
                    "HealthBookTexts",
                    "MailTexts",
                    "MailTexts.en",
                    "UiTexts.en",
                    "DashboardTexts",
                    "prevention-facts",
                    "prevention-rules-fr",
                    "prevention-wording-english",
                ]
        )
            Assert.Contains(file, files);
    }

    [Theory]
    [InlineData("Votre tension montre une hypertension.")]
    [InlineData("Vous avez un diabète de type 2.")]
    [InlineData("You are obese.")]
    [InlineData("Dépression modérée")]
    [InlineData("Grade 1")]
    [InlineData("Moderate anxiety")]
    [InlineData("Votre risque cardiovasculaire : 12 %")]
    [InlineData("Résultat anormal")]
    [InlineData("Your result is abnormal")]
    [InlineData("Augmentez la dose à 2 comprimés")]
    [InlineData("Interaction détectée avec un autre médicament")]
    [InlineData("Alarme : glycémie trop haute")]
    [InlineData("Vous êtes en retard")]
    [InlineData("Vous avez oublié votre vaccin")]
    [InlineData("You forgot your medicine")]
    [InlineData("You failed to take it")]
    [InlineData("Maigreur de degré 2")]
    public void Such_a_sentence_would_be_found(string sentence) =>
        Assert.Contains(Forbidden, rule => rule.Words.IsMatch(sentence));

    [Theory]
    [InlineData("Au-dessus du repère indiqué par ESH 2023.")]
    [InlineData("Parlez-en à votre médecin.")]
    [InlineData("Cette dose est notée en partie.")]
    [InlineData("Êtes-vous suivi pour votre tension ?")]
    [InlineData("Mot de passe oublié")]
    [InlineData("Late: 10 minutes")]
    public void What_a_logbook_says_is_left_alone(string sentence) =>
        Assert.DoesNotContain(Forbidden, rule => rule.Words.IsMatch(sentence));

    private static bool IsAllowed((string Where, string Words) text) =>
        Array.Exists(Allowed, one => one.Where.IsMatch(text.Where) && one.Text.IsMatch(text.Words));

    private static IEnumerable<(string Where, string Words)> Texts() =>
        Tree.Files()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file =>
                Path.GetExtension(file) == ".resx" ? OfResources(file)
                : Shown.Contains(Path.GetFileName(file), StringComparer.Ordinal) ? OfData(file)
                : []
            );

    private static readonly string[] Shown =
    [
        "prevention-facts.json",
        "prevention-rules-fr.json",
        "prevention-wording-english.json",
    ];

    private static IEnumerable<(string, string)> OfResources(string file) =>
        XDocument
            .Load(Path.Combine(Tree.Root, file))
            .Root!.Elements("data")
            .Select(data =>
                (
                    $"{Path.GetFileNameWithoutExtension(file)}#{data.Attribute("name")!.Value}",
                    data.Element("value")!.Value
                )
            );

    private static IEnumerable<(string, string)> OfData(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Tree.Root, file)));
        return Strings(json.RootElement, $"{Path.GetFileNameWithoutExtension(file)}#$").ToList();
    }

    private static IEnumerable<(string, string)> Strings(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [(path, element.GetString()!)],
            JsonValueKind.Object => element
                .EnumerateObject()
                // What names a rule, an antigen or a source for the program is not said to anybody.
                .Where(p => p.Name is not ("id" or "antigens" or "sources" or "fact"))
                .Where(p => !p.Name.StartsWith("conditions", StringComparison.Ordinal))
                .SelectMany(p => Strings(p.Value, $"{path}.{p.Name}")),
            JsonValueKind.Array => element
                .EnumerateArray()
                .SelectMany((one, at) => Strings(one, $"{path}[{at}]")),
            _ => [],
        };

    private static Regex Of(string pattern) =>
        new(
            pattern,
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

    private const RegexOptions Loose =
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        @"\b(hypertension|hypotension|hypertendu\w*|diab[eè]t\w*|diabetes|diabetic|d[ée]pressi(f|ve|on)\b|depressed|depression|ob[ée]sit[ée]|ob[eè]se|obesity|surpoids|overweight|anorexi\w*|insomnie|insomnia|arythmie|arrhythmia|fibrillation|an[ée]mi[ea]|anaemia|asthm\w*|apn[ée]e|apnoea|maigreur|underweight|tachycardi\w*|bradycardi\w*|hypoglyc[ée]mi\w*|hyperglyc[ée]mi\w*|cancer|alcoolisme|alcoholism)\b",
        Loose,
        1000
    )]
    private static partial Regex Disease();

    [GeneratedRegex(
        @"\b(grade|stade|stage|degr[ée])\s*\d|\b(l[ée]g[eè]re|mod[ée]r[ée]e?|s[ée]v[eè]re|mild|moderate|severe)\s+(d[ée]pression|anxi[ée]t[ée]|anxiety|depression|addiction|maigreur|ob[ée]sit[ée])|(d[ée]pression|anxi[ée]t[ée]|anxiety|addiction)\s+(l[ée]g[eè]re|mod[ée]r[ée]e|s[ée]v[eè]re|mild|moderate|severe)",
        Loose,
        1000
    )]
    private static partial Regex Grade();

    [GeneratedRegex(
        @"\b(diagnosti\w*|diagnos(is|es|ed|e)|patholog\w*|anormal\w*|abnormal\w*|malade\b|you are (ill|sick)|vous (souffrez|êtes atteint))",
        Loose,
        1000
    )]
    private static partial Regex Verdict();

    [GeneratedRegex(
        @"\b(score de risque|risk score|votre risque|your risk|risque (cardio\w*|[ée]lev[ée])|high risk|[àa] risque|SCORE2)\b",
        Loose,
        1000
    )]
    private static partial Regex Risk();

    [GeneratedRegex(
        @"\b((augmentez|diminuez|r[ée]duisez|arr[êe]tez|increase|reduce|stop taking)\s+(la|votre|le|the|your)?\s*(dose|traitement|m[ée]dicament|treatment|medicine)|interaction (d[ée]tect[ée]e|m[ée]dicament\w*|found)|drug interaction|dose (calcul[ée]e|conseill[ée]e|recommand[ée]e)|recommended dose|nous vous conseillons|we (advise|recommend) you)",
        Loose,
        1000
    )]
    private static partial Regex Treatment();

    [GeneratedRegex(
        @"\b(alarme\s*:|alerte (rouge|m[ée]dicale)|medical alert|red alert)",
        Loose,
        1000
    )]
    private static partial Regex Alarm();

    [GeneratedRegex(
        @"\b(vous (êtes|etes) en retard|en retard\b|vous avez (oubli[ée]|manqu[ée]|rat[ée])|you (forgot|missed|failed)|you are late|overdue|il fallait|you should have|vous auriez d[ûu]|n[ée]glig\w*)",
        Loose,
        1000
    )]
    private static partial Regex Reproach();
}

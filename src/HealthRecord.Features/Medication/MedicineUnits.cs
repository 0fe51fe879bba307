using HealthRecord.Features.HealthBook;

namespace HealthRecord.Features.Medication;

/// <summary>The words by which amounts are counted. A person may write another one.</summary>
internal static class MedicineUnits
{
    public const string Usual = "tablet";

    /// <summary>Codes whose words are in the texts, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Usual,
        "capsule",
        "sachet",
        "drop",
        "ml",
        "spoon",
        "puff",
        "patch",
        "suppository",
        "application",
        "injection",
        "unit",
        "dose",
    ];

    public static bool Has(string unit) => All.Contains(unit, StringComparer.Ordinal);

    // The first word that the form contains decides; a form that holds none of them counts in doses.
    private static readonly (string Word, string Unit)[] OfForms =
    [
        ("comprime", Usual),
        ("gelule", "capsule"),
        ("capsule", "capsule"),
        ("goutte", "drop"),
        ("collyre", "drop"),
        ("inhalation", "puff"),
        ("pulverisation", "puff"),
        ("transdermique", "patch"),
        ("suppositoire", "suppository"),
        ("injectable", "injection"),
        ("sachet", "sachet"),
        ("granules", "dose"),
        ("sirop", "ml"),
        ("buvable", "ml"),
        ("creme", "application"),
        ("pommade", "application"),
        ("gel", "application"),
        ("application", "application"),
    ];

    /// <summary>The unit that one would count a form by; only proposed, the person chooses.</summary>
    public static string Of(string form)
    {
        var plain = SearchText.Plain(form);
        return OfForms.FirstOrDefault(f => plain.Contains(f.Word, StringComparison.Ordinal)).Unit
            ?? "dose";
    }
}

using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>The six kinds that quick entry offers first: those typed last, then what families of this age write down.</summary>
internal static class UsualKinds
{
    public const int Shown = 6;
    private const int Adult = 18;

    private static readonly string[] OfAdults =
    [
        "body-weight",
        "blood-pressure",
        "body-temperature",
        "heart-rate",
        "glucose",
        "spo2",
    ];

    private static readonly string[] OfChildren =
    [
        "body-temperature",
        "body-weight",
        "height",
        "heart-rate",
        "spo2",
        "pain-level",
    ];

    /// <param name="writable">Kinds that the reader may write for the person.</param>
    public static IReadOnlyList<KindRow> Of(
        IReadOnlyList<KindRow> writable,
        IReadOnlyList<string> recent,
        int? age
    )
    {
        var usual = age is < Adult ? OfChildren : OfAdults;
        return
        [
            .. recent
                .Concat(usual)
                .Distinct(StringComparer.Ordinal)
                .Select(code => writable.FirstOrDefault(k => k.Kind.Code == code))
                .OfType<KindRow>()
                .Take(Shown),
        ];
    }
}

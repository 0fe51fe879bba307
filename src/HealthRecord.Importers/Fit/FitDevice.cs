using System.Globalization;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Fit;

/// <summary>Who wrote a file, and when: what its readings are called by.</summary>
internal sealed record FitDevice(
    long? Type,
    long? Maker,
    long? Product,
    long? Serial,
    long? CreatedAt,
    string? ProductName
)
{
    public const string Producer = "fit";
    public const long Sleep = 49;
    private const long Garmin = 1;
    private const int LongestName = 100;

    public static readonly FitDevice Unknown = new(null, null, null, null, null, null);

    /// <summary>Files in which several people may stand by a number that the scale or the cuff gives them.</summary>
    public bool MayBeShared => Type is 9 or 14;

    public SourceKey Source => new(Producer, Name);

    /// <summary>The model, as far as the file says it in words or we know its number. Never the serial number.</summary>
    private string Name
    {
        get
        {
            var maker = FitNames.Maker(Maker);
            var product = ProductName ?? (Maker == Garmin ? GarminNames.Of(Product) : null);
            var name =
                product is not null
                && (maker is null || product.Contains(maker, StringComparison.OrdinalIgnoreCase))
                    ? product
                : product is not null ? $"{maker} {product}"
                : Product is { } number and > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{maker ?? "FIT"} {number}")
                : maker ?? "FIT";
            return name.Length > LongestName ? name[..LongestName] : name;
        }
    }

    /// <summary>The name of something measured once and on purpose.</summary>
    public ExternalIdentity Measured(ushort message, uint timestamp, long? user, byte field) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Maker}/{Product}/{Serial}/{CreatedAt}/{message}/{timestamp}/{user}/{field}"
            ),
            0
        );

    /// <summary>The name of an activity: the same in every file that tells of it.</summary>
    public ExternalIdentity Activity(long start) =>
        new(
            Serial is { } serial
                ? string.Create(CultureInfo.InvariantCulture, $"activity/{serial}/{start}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"activity/{Maker}/{Product}/{CreatedAt}/{start}"
                ),
            0
        );

    public static FitDevice Of(FitMessage fileId) =>
        new(
            fileId.Whole(0),
            fileId.Whole(1),
            fileId.Whole(2),
            fileId.Whole(3),
            fileId.Whole(4),
            fileId.Text(8)
        );
}

using System.Globalization;
using System.Text;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>What kind of device a source is, by its producer and the words in its name.</summary>
/// <remarks>A guess for the default order only: people set their own.</remarks>
public static class SourceClasses
{
    private static readonly string[] WornDevices =
    [
        "watch",
        "montre",
        "band",
        "bracelet",
        "ring",
        "bague",
        "forerunner",
        "fenix",
    ];

    /// <summary>Makers of worn devices. Some make scales as well.</summary>
    private static readonly string[] WornMakers =
    [
        "oura",
        "whoop",
        "garmin",
        "fitbit",
        "polar",
        "amazfit",
        "suunto",
        "coros",
    ];

    /// <summary>The scales of Garmin and Fitbit; of anybody else the words may mean anything.</summary>
    private static readonly string[] ScalesOfWornMakers = ["index", "aria"];

    private static readonly string[] Sensor =
    [
        "scale",
        "balance",
        "pese",
        "withings",
        "omron",
        "beurer",
        "ihealth",
        "tensiometre",
        "cuff",
        "thermometre",
        "thermometer",
        "oximetre",
        "oximeter",
        "dexcom",
        "libre",
        "contour",
        "onetouch",
        "glucose",
        "body+",
    ];

    private static readonly string[] Phone =
    [
        "iphone",
        "phone",
        "telephone",
        "smartphone",
        "portable",
        "pixel",
        "ipad",
        "galaxy",
        "huawei",
        "xiaomi",
    ];

    public static SourceClass Of(SourceKey source)
    {
        if (source.Producer == SourceKey.ByHand.Producer)
            return SourceClass.Hand;
        var words = WordsOf(source.Name);
        if (Has(words, WornDevices))
            return SourceClass.Worn;
        var isSensor = words.Exists(w =>
            Sensor.Any(s => w.StartsWith(s, StringComparison.Ordinal))
        );
        if (Has(words, WornMakers))
            return isSensor || Has(words, ScalesOfWornMakers)
                ? SourceClass.Sensor
                : SourceClass.Worn;
        if (isSensor)
            return SourceClass.Sensor;
        if (words.Exists(w => Phone.Any(p => w.StartsWith(p, StringComparison.Ordinal))))
            return SourceClass.Phone;
        return source.Producer switch
        {
            "fit" or "zepp" => SourceClass.Worn,
            "bluetooth" or "gatt" => SourceClass.Sensor,
            _ => SourceClass.App,
        };
    }

    private static bool Has(List<string> words, string[] any) =>
        words.Exists(w => any.Contains(w, StringComparer.Ordinal));

    /// <summary>Best first: the person's own order, then worn, sensor, phone, app, hand, then by name.</summary>
    public static IReadOnlyList<SourceKey> Order(
        IEnumerable<SourceKey> sources,
        IReadOnlyList<SourceKey> own
    )
    {
        var place = new Dictionary<SourceKey, int>();
        for (var i = 0; i < own.Count; i++)
            place.TryAdd(own[i], i);
        return
        [
            .. sources
                .Distinct()
                .OrderBy(s => place.GetValueOrDefault(s, int.MaxValue))
                .ThenBy(Of)
                .ThenBy(s => s.Name, StringComparer.Ordinal)
                .ThenBy(s => s.Producer, StringComparer.Ordinal),
        ];
    }

    /// <summary>Lower case, without accents, cut at everything that is no letter, digit or plus.</summary>
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        // By runes, because half a surrogate pair cannot be normalised.
        var whole = string.Concat(name.EnumerateRunes());
        foreach (var c in whole.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c) || c == '+')
                word.Append(char.ToLowerInvariant(c));
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}

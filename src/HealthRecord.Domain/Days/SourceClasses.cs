using System.Globalization;
using System.Text;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>What kind of device a source is, by its producer and the words in its name.</summary>
/// <remarks>A guess for the default order only: people set their own.</remarks>
public static class SourceClasses
{
    private static readonly string[] Worn =
    [
        "watch",
        "montre",
        "band",
        "bracelet",
        "ring",
        "bague",
        "oura",
        "whoop",
        "garmin",
        "fitbit",
        "polar",
        "amazfit",
        "suunto",
        "coros",
        "forerunner",
        "fenix",
    ];

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
        if (words.Exists(w => Worn.Contains(w, StringComparer.Ordinal)))
            return SourceClass.Worn;
        if (words.Exists(w => Sensor.Any(s => w.StartsWith(s, StringComparison.Ordinal))))
            return SourceClass.Sensor;
        if (words.Exists(w => Phone.Any(p => w.StartsWith(p, StringComparison.Ordinal))))
            return SourceClass.Phone;
        return source.Producer switch
        {
            "fit" => SourceClass.Worn,
            "bluetooth" or "gatt" => SourceClass.Sensor,
            _ => SourceClass.App,
        };
    }

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

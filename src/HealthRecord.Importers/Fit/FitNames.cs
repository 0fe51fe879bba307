namespace HealthRecord.Importers.Fit;

/// <summary>Numbers of the public profile that a person would want as words.</summary>
internal static class FitNames
{
    private static readonly Dictionary<long, string> Makers = new()
    {
        [1] = "Garmin",
        [15] = "Dynastream",
        [23] = "Suunto",
        [32] = "Wahoo",
        [38] = "Stages",
        [40] = "Concept2",
        [63] = "Specialized",
        [69] = "Stryd",
        [70] = "Sigma",
        [76] = "Moxy",
        [86] = "Elite",
        [89] = "Tacx",
        [118] = "Tanita",
        [123] = "Polar",
        [255] = "FIT",
        [258] = "Lezyne",
        [260] = "Zwift",
        [263] = "Favero",
        [265] = "Strava",
        [267] = "Bryton",
        [281] = "TrainerRoad",
        [289] = "Hammerhead",
        [294] = "COROS",
        [310] = "Decathlon",
    };

    /// <summary>Garmin's, the most common: the others are named by their number.</summary>
    private static readonly Dictionary<long, string> Garmins = new()
    {
        [1551] = "fēnix",
        [1765] = "Forerunner 920XT",
        [1967] = "fēnix 2",
        [2050] = "fēnix 3",
        [2348] = "vívosmart HR",
        [2413] = "fēnix 3 HR",
        [2429] = "Index",
        [2431] = "Forerunner 235",
        [2503] = "Forerunner 35",
        [2530] = "Edge 820",
        [2544] = "fēnix 5S",
        [2604] = "fēnix 5X",
        [2622] = "vívosmart 3",
        [2691] = "Forerunner 935",
        [2697] = "fēnix 5",
        [2700] = "vívoactive 3",
        [2713] = "Edge 1030",
        [2772] = "vívomove HR",
        [2878] = "vívofit 4",
        [2886] = "Forerunner 645",
        [2888] = "Forerunner 645 Music",
        [2900] = "fēnix 5S Plus",
        [2909] = "Edge 130",
        [2927] = "vívosmart 4",
        [3076] = "Forerunner 245",
        [3077] = "Forerunner 245 Music",
        [3110] = "fēnix 5 Plus",
        [65534] = "Connect",
    };

    private static readonly string[] Sports =
    [
        "generic",
        "running",
        "cycling",
        "transition",
        "fitness-equipment",
        "swimming",
        "basketball",
        "soccer",
        "tennis",
        "american-football",
        "training",
        "walking",
        "cross-country-skiing",
        "alpine-skiing",
        "snowboarding",
        "rowing",
        "mountaineering",
        "hiking",
        "multisport",
        "paddling",
        "flying",
        "e-biking",
        "motorcycling",
        "boating",
        "driving",
        "golf",
        "hang-gliding",
        "horseback-riding",
        "hunting",
        "fishing",
        "inline-skating",
        "rock-climbing",
        "sailing",
        "ice-skating",
        "sky-diving",
        "snowshoeing",
        "snowmobiling",
        "stand-up-paddleboarding",
        "surfing",
        "wakeboarding",
        "water-skiing",
        "kayaking",
        "rafting",
        "windsurfing",
        "kitesurfing",
        "tactical",
        "jumpmaster",
        "boxing",
        "floor-climbing",
    ];

    public static string? Maker(long? number) =>
        number is { } n ? Makers.GetValueOrDefault(n) : null;

    public static string? Garmin(long? product) =>
        product is { } n ? Garmins.GetValueOrDefault(n) : null;

    /// <summary>As in <c>running</c>; the number where the profile is younger than this list.</summary>
    public static string Sport(long? number) =>
        number switch
        {
            { } n and >= 0 when n < Sports.Length => Sports[(int)n],
            53 => "diving",
            62 => "hiit",
            67 => "meditation",
            83 => "dance",
            84 => "jump-rope",
            { } n => $"sport-{n}",
            null => "generic",
        };
}

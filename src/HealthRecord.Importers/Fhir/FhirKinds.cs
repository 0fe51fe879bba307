using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Fhir;

/// <summary>Which kind a LOINC code is. Mass and amount of substance are one kind: the unit of the value says which.</summary>
internal static class FhirKinds
{
    public const string System = "http://loinc.org";

    /// <summary>Codes of other methods, places and properties beside those that the catalogue has confirmed.</summary>
    private static readonly (string Kind, string[] Codes)[] Further =
    [
        ("resting-heart-rate", ["40443-4"]),
        ("pulse-oximeter-rate", ["8889-8"]),
        ("hrv-sdnn", ["80404-7"]),
        ("mean-arterial", ["8478-0"]),
        ("spo2", ["2708-6"]),
        ("peak-flow", ["19935-6"]),
        ("fev1", ["20150-9"]),
        ("fvc", ["19870-5", "19868-9"]),
        ("body-temperature", ["8331-1", "8332-9", "8328-7", "8333-7"]),
        (
            "glucose",
            [
                "41653-7",
                "2339-0",
                "15074-8",
                "2345-7",
                "14749-6",
                "32016-8",
                "14743-9",
                "1558-6",
                "14771-0",
            ]
        ),
        ("glucose-interstitial", ["99504-3"]),
        ("gmi", ["97506-0"]),
        ("body-weight", ["3141-9"]),
        ("height", ["3137-7", "8306-3"]),
        ("body-fat", ["41982-0"]),
        ("fat-mass", ["73708-0"]),
        ("lean-mass", ["91557-9"]),
        ("muscle-mass", ["73964-9"]),
        ("waist", ["8280-0"]),
        ("steps", ["55423-8", "41950-7"]),
        ("distance", ["55430-3"]),
        ("active-energy", ["55424-6"]),
        ("vo2max", ["94122-9"]),
        ("sleep-total", ["93832-4"]),
        ("hba1c", ["4548-4"]),
        ("pain-level", ["72514-3"]),
        ("total-cholesterol", ["2093-3", "14647-2"]),
        ("hdl-cholesterol", ["2085-9", "14646-4"]),
        ("ldl-cholesterol", ["13457-7", "2089-1", "18262-6", "22748-8", "39469-2"]),
        ("triglycerides", ["2571-8", "14927-8"]),
        ("blood-pressure", ["55284-4"]),
    ];

    private static readonly Dictionary<string, Kind> ByCode = Codes();

    public static Kind? Find(string? loinc) =>
        loinc is null ? null : ByCode.GetValueOrDefault(loinc);

    private static Dictionary<string, Kind> Codes()
    {
        var codes = KindCatalogue
            .All.Where(k => k.Loinc is not null)
            .ToDictionary(k => k.Loinc ?? "", StringComparer.Ordinal);
        foreach (var (kind, further) in Further)
        foreach (var code in further)
            codes.TryAdd(code, KindCatalogue.Get(kind));
        return codes;
    }
}

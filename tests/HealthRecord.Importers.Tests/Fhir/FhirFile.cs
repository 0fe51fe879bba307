using System.Text;

namespace HealthRecord.Importers.Tests.Fhir;

/// <summary>Builds bundles and lines of resources.</summary>
internal static class FhirFile
{
    public static byte[] Bundle(params string[] resources) =>
        Encoding.UTF8.GetBytes(
            $$"""{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"x"}],"entry":[{{string.Join(
                ",\n",
                resources.Select(r => $$"""{"resource":{{r}}}""")
            )}}]}"""
        );

    public static byte[] Lines(params string[] resources) =>
        Encoding.UTF8.GetBytes(string.Join('\n', resources));

    /// <param name="more">Further properties, each followed by a comma.</param>
    public static string Observation(
        string code = "29463-7",
        string value =
            "\"valueQuantity\":{\"value\":70.50,\"unit\":\"kg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"kg\"}",
        string time = "\"effectiveDateTime\":\"2026-03-01T08:00:00+01:00\"",
        string status = "final",
        string subject = "Patient/ana",
        string more = ""
    ) =>
        $$"""
            {"resourceType":"Observation",{{more}}"status":"{{status}}","code":{"coding":[
            {"system":"http://example.org/own","code":"own"},{"system":"http://loinc.org","code":"{{code}}"}]},
            "subject":{"reference":"{{subject}}"},{{time}},{{value}}}
            """.ReplaceLineEndings("");

    public static string Quantity(string value, string code) =>
        $$"""
            "valueQuantity":{"value":{{value}},"system":"http://unitsofmeasure.org","code":"{{code}}"}
            """;

    public static string Pressure(string systolic, string diastolic) =>
        $$"""
            "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},{{diastolic}}},
            {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},{{systolic}}}]
            """;
}

using System.Text;
using Xunit;

namespace HealthRecord.Importers.Tests.Json;

/// <summary>Exports overlap: what a part of a file said, the whole says in the same words, and says everything of it.</summary>
public sealed class HalfThenWholeTests
{
    public static TheoryData<string, string[], string> Files() =>
        new()
        {
            {
                "[",
                [
                    """{"dateTime":"03/01/24 00:00:10","value":{"bpm":70,"confidence":2}}""",
                    """{"dateTime":"03/01/24 00:00:15","value":{"bpm":70,"confidence":0}}""",
                    """{"dateTime":"03/01/24 00:00:20","value":{"bpm":71,"confidence":3}}""",
                ],
                "]"
            },
            {
                """{"Data Source":"raw:com.google.weight:a:b","Data Points":[""",
                [Point(70, 1_714_608_000), Point(71, 1_714_694_400), Point(70, 1_714_780_800)],
                "]}"
            },
            {
                "[",
                [
                    """{"_id":"a","date":1709280000000,"sgv":100,"device":"xDrip"}""",
                    """{"_id":"b","date":1709280300000,"sgv":12,"device":"xDrip"}""",
                    """{"_id":"c","date":1709280600000,"sgv":104,"device":"share2"}""",
                ],
                "]"
            },
            {
                """{"data":[""",
                [
                    """{"bpm":84,"source":"awake","timestamp":"2025-03-01T00:00:00+00:00"}""",
                    """{"id":"a0","day":"2025-03-01","steps":8709,"active_calories":450,"timestamp":"2025-03-01T04:00:00.000+02:00"}""",
                    """{"id":"s0","day":"2025-03-01","spo2_percentage":{"average":97.5}}""",
                ],
                "]}"
            },
            {
                "[",
                [
                    """{"calendarDate":"2025-03-01","totalSteps":900,"wellnessStartTimeGmt":"2025-02-28T22:00:00.0"}""",
                    """{"calendarDate":"2025-03-02","totalSteps":null,"wellnessStartTimeGmt":"2025-03-01T22:00:00.0"}""",
                    """{"calendarDate":"2025-03-02","hydration":{"valueInML":500}}""",
                ],
                "]"
            },
            {
                """{"status":0,"body":{"timezone":"Europe/Paris","measuregrps":[""",
                [Group(1, 1, 70), Group(2, 10, 120), Group(3, 1, 71)],
                "]}}"
            },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_part_says_nothing_that_the_whole_does_not_say(
        string before,
        string[] items,
        string after
    )
    {
        var whole = Import(before, items, after);
        Assert.NotEmpty(whole);
        for (var count = 1; count < items.Length; count++)
        {
            var first = Import(before, items[..count], after);
            var rest = Import(before, items[count..], after);

            Assert.Equal(whole, first.Concat(rest));
        }
        Assert.Equal(whole, Import(before, items, after));
    }

    private static List<string> Import(string before, string[] items, string after)
    {
        var file = ImportedFile.Of(
            Encoding.UTF8.GetBytes(before + string.Join(',', items) + after)
        );
        return
        [
            .. file.Readings.Select(r =>
                $"{r.Kind.Code} {r.Source.Name} {r.StartMs}+{r.DurationMs} {r.Value} {r.Unit?.Ucum} {r.Zone} {r.Identity}"
            ),
        ];
    }

    private static string Point(int value, long seconds) =>
        $$$"""{"fitValue":[{"value":{"fpVal":{{{value}}}}}],"originDataSourceId":"raw:com.google.weight:a:b","endTimeNanos":{{{seconds}}}000000000,"dataTypeName":"com.google.weight","startTimeNanos":{{{seconds}}}000000000}""";

    private static string Group(int id, int type, int value) =>
        $$"""{"grpid":{{id}},"attrib":0,"date":{{1_693_651_151 + id}},"category":1,"measures":[{"value":{{value}},"type":{{type}},"unit":0}]}""";
}

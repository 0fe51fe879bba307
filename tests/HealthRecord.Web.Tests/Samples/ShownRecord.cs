using System.Globalization;
using System.Text.Json;
using HealthRecord.Web.Tests.Api;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Everything of a person's record that the API shows.</summary>
/// <param name="Readings">By the kind's code.</param>
internal sealed record ShownRecord(
    IReadOnlyDictionary<string, (JsonElement Kind, IReadOnlyList<JsonElement> Readings)> Readings,
    IReadOnlyList<JsonElement> Days,
    IReadOnlyList<JsonElement> Workouts
)
{
    /// <summary>As text to compare.</summary>
    public IReadOnlyList<string> Plain =>
        [
            .. Readings
                .Values.SelectMany(k => k.Readings)
                .Select(r => r.GetRawText())
                .Order(StringComparer.Ordinal),
            .. Days.Select(d => d.GetRawText()),
            .. Workouts.Select(w => w.GetRawText()).Order(StringComparer.Ordinal),
        ];

    public static async Task<ShownRecord> OfAsync(
        ApiProgram program,
        string person,
        IReadOnlySet<string> codes,
        CancellationToken ct
    )
    {
        var readings = new Dictionary<string, (JsonElement, IReadOnlyList<JsonElement>)>(
            StringComparer.Ordinal
        );
        var days = new List<JsonElement>();
        foreach (var kind in await program.KindsAsync(person, ct))
        {
            var code = kind.GetProperty("code").GetString()!;
            if (!codes.Contains(code))
                continue;
            var tag = kind.GetProperty("tag").GetString()!;
            var found = await program.ReadingsAsync(person, tag, ct);
            readings.Add(code, (kind, found));
            foreach (var year in found.Select(YearOf).Distinct().Order())
            {
                var answer = await program.GetAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"persons/{person}/kinds/{tag}/days?from={year - 1}-12-31&to={year + 1}-01-01"
                    ),
                    ct
                );
                days.AddRange(answer.Json.GetProperty("days").EnumerateArray());
            }
        }
        return new(readings, days, await WorkoutsAsync(program, person, ct));
    }

    private static int YearOf(JsonElement reading) =>
        reading.GetProperty("start").GetDateTimeOffset().Year;

    private static async Task<IReadOnlyList<JsonElement>> WorkoutsAsync(
        ApiProgram program,
        string person,
        CancellationToken ct
    )
    {
        var tag = (await program.GetAsync($"persons/{person}/entries", ct))
            .Json.EnumerateArray()
            .Single(t => t.GetProperty("type").GetString() == "workout")
            .GetProperty("tag");
        return
        [
            .. (await program.GetAsync($"persons/{person}/entries/{tag}", ct))
                .Json.EnumerateArray()
                .Select(e => e.GetProperty("entry")),
        ];
    }
}

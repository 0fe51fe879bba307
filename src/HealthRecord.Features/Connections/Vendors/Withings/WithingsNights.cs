using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HealthRecord.Features.Connections.Fetching;

namespace HealthRecord.Features.Connections.Vendors.Withings;

/// <summary>Nights of which the sums have come and the stages have not: the place within the list of sleep.</summary>
/// <remarks>
/// Stages are told for at most a day from where one asks, so they are asked for night by night, and only for nights that
/// there are. As text: <c>offset|start-end-zone;start-end-zone</c>, seconds since 1970.
/// </remarks>
/// <param name="Offset">Where the next page of sums begins; null when there is none.</param>
internal sealed record WithingsNights(string? Offset, IReadOnlyList<WithingsNight> Left)
{
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromHours(24);

    public bool IsDone => Offset is null && Left.Count == 0;

    /// <summary>Null at the beginning.</summary>
    /// <exception cref="VendorException">Nothing that we wrote.</exception>
    public static WithingsNights? Parse(string? page)
    {
        if (page is null)
            return null;
        var parts = page.Split('|');
        return new(
            parts[0].Length == 0 ? null : parts[0],
            parts.Length < 2 || parts[1].Length == 0
                ? []
                : [.. parts[1].Split(';').Select(WithingsNight.Parse)]
        );
    }

    public override string ToString() => $"{Offset}|{string.Join(';', Left)}";

    /// <summary>Remembers the nights of a page of sums.</summary>
    public WithingsNights After(JsonNode? sums, string? offset) =>
        new(
            offset,
            [
                .. Left,
                .. (sums?["series"] as JsonArray ?? [])
                    .OfType<JsonObject>()
                    .Select(WithingsNight.Of)
                    .OfType<WithingsNight>(),
            ]
        );

    /// <summary>What to ask for now, and what is left then: a night longer than a day comes in pieces.</summary>
    public (WithingsNight Now, WithingsNights After) Next()
    {
        var (night, most) = (Left[0], (long)MostAtOnce.TotalSeconds);
        return night.End - night.Start <= most
            ? (night, this with { Left = [.. Left.Skip(1)] })
            : (
                night with
                {
                    End = night.Start + most,
                },
                this with
                {
                    Left = [night with { Start = night.Start + most }, .. Left.Skip(1)],
                }
            );
    }
}

/// <param name="Zone">IANA name, which only the sums tell.</param>
internal sealed record WithingsNight(long Start, long End, string? Zone)
{
    private const long Longest = 7 * 86_400;

    public static WithingsNight? Of(JsonObject sums) =>
        long.TryParse(sums.Text("startdate"), null, out var start)
        && long.TryParse(sums.Text("enddate"), null, out var end)
        && end > start
        && end - start <= Longest
            ? new(
                start,
                end,
                sums.Text("timezone") is { Length: > 0 and < 64 } zone
                && zone.AsSpan().IndexOfAny('|', ';') < 0
                    ? zone
                    : null
            )
            : null;

    public static WithingsNight Parse(string text) =>
        text.Split('-', 3) is [var from, var to, var zone]
        && long.TryParse(from, null, out var start)
        && long.TryParse(to, null, out var end)
            ? new(start, end, zone.Length == 0 ? null : zone)
            : throw new VendorException(VendorFault.Page);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}-{End}-{Zone}");

    /// <summary>The stages as a body that knows where the night was; a single one is no list where the vendor says it.</summary>
    public byte[] Body(JsonObject said)
    {
        if (said["body"] is JsonObject body)
        {
            if (body["series"] is JsonObject one)
                body["series"] = new JsonArray(one.DeepClone());
            if (Zone is not null && body["timezone"] is null)
                body["timezone"] = Zone;
        }
        return JsonSerializer.SerializeToUtf8Bytes(said, NodeJson.Default.JsonNode);
    }
}

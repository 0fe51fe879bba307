using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Everything that a person's record says, as text: two of them are equal, or something was left behind.</summary>
/// <param name="Readings">What is listed, by kind.</param>
/// <param name="Workouts">How each is told.</param>
/// <param name="Months">What lies beneath, whether it is shown or not, with who carried it.</param>
internal sealed record RecordText(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Readings,
    IReadOnlyList<string> Workouts,
    int Routes,
    IReadOnlyList<string> Months
)
{
    private static readonly DateTime Earliest = new(1700, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public int Count => Readings.Values.Sum(r => r.Count);

    public int CountOf(string kind) => Readings.GetValueOrDefault(kind)?.Count ?? 0;

    /// <summary>One line each, for a comparison that names the first difference.</summary>
    public IEnumerable<string> Lines =>
        Readings
            .OrderBy(k => k.Key, StringComparer.Ordinal)
            .SelectMany(k => k.Value.Select(r => $"{k.Key} {r}"))
            .Concat(Workouts)
            .Append($"{Routes} routes")
            .Concat(Months);

    public static async Task<RecordText> OfAsync(
        RecordHost host,
        TestFamily family,
        PersonId person,
        CancellationToken ct
    )
    {
        var secrets = await host.Get<PersonKeys>().GetAsync(person.Value, ct);
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var months = new List<string>();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var row in await db.Segments.Where(s => s.PersonId == person.Value).ToListAsync(ct)
        )
        {
            var segment = SegmentStore.Open(secrets, row);
            kinds.Add(segment.KindCode);
            months.Add(
                $"{segment.KindCode} {segment.Source} {segment.Month} {Convert.ToHexString(SegmentCodec.Encode(segment))}"
            );
        }
        var readings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var row in (await host.Get<ReadKinds>().RunAsync(family.Ana, person, ct)).Value)
            if (kinds.Contains(row.Kind.Code))
                readings[row.Kind.Code] = await ListedAsync(host, family, person, row.Tag, ct);
        var entries = host.Get<EntryStore>();
        return new(
            readings,
            [
                .. (await entries.ReadAsync(db, person, Workout.Type, ct))
                    .Entries.SelectMany(e => e.Payload.Tellings)
                    .Select(t => $"{t.Content} {string.Join(',', t.Imports)}")
                    .Order(StringComparer.Ordinal),
            ],
            (await entries.ReadAsync(db, person, WorkoutRoute.Type, ct)).Entries.Count,
            [.. months.Order(StringComparer.Ordinal)]
        );
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(
        RecordHost host,
        TestFamily family,
        PersonId person,
        KindTag tag,
        CancellationToken ct
    )
    {
        var listed = new List<string>();
        var query = new ReadingsQuery(Earliest, Latest) { Take = ReadingsQuery.LargestPage };
        do
        {
            var page = (
                await host.Get<ReadReadings>().RunAsync(family.Ana, person, tag, query, ct)
            ).Value;
            listed.AddRange(
                page.Readings.Select(r =>
                    $"{r.StartUtc:O} {r.Duration} {string.Join('/', r.Values)} {r.Unit} {r.Zone} {r.Source} {r.Revision} {r.SetAside} {r.Edited}"
                )
            );
            query = query with { After = page.Next };
        } while (query.After is not null);
        return listed;
    }
}

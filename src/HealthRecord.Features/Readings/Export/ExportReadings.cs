using System.Globalization;
using System.Runtime.CompilerServices;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>All readings of one kind as lines of a table, newest first, in pages: memory does not grow with their number.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ExportReadings(
    ReadableKinds readable,
    ReadReadings readings,
    PersonDayContexts contexts
)
{
    public async Task<Outcome<IAsyncEnumerable<string>>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        bool french,
        CancellationToken ct
    ) =>
        await readable.FindAsync(actor, person, tag, ct) is { } kind
            ? new Lines(this, actor, person, tag, kind, french)
            : ReadingErrors.NotFound;

    private async IAsyncEnumerable<string> LinesAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        Kind kind,
        bool french,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var zones = (await contexts.GetAsync(person, ct)).Zones;
        yield return Head(kind, french);
        var query = new ReadingsQuery(
            new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Utc),
            new DateTime(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc)
        )
        {
            Take = ReadingsQuery.LargestPage,
        };
        while (true)
        {
            var page = await readings.PageAsync(person, kind, query, ct);
            foreach (var reading in page.Readings)
            {
                var local = zones.LocalOf(reading.StartUtc, reading.Zone);
                yield return Line(kind, reading, local);
            }
            if (page.Next is null)
                yield break;
            // A long download does not outlive the right to it.
            if (await readable.FindAsync(actor, person, tag, ct) is null)
                throw new ExportEndedException();
            query = query with { After = page.Next };
        }
    }

    private static string Head(Kind kind, bool french)
    {
        string[] values =
            kind.Components.Count > 1
                ? [.. kind.Components.Select(c => NameOf(c.Code, french))]
                : [kind.Name(french)];
        string[] before = french
            ? ["date", "heure", "durée (s)"]
            : ["date", "time", "duration (s)"];
        string[] after = french
            ? ["unité", "source", "moment", "note", "mise de côté", "UTC"]
            : ["unit", "source", "moment", "note", "set aside", "UTC"];
        return CsvLine.Of([.. before, .. values, .. after]);
    }

    private static string Line(Kind kind, ReadingView reading, DateTime local)
    {
        var invariant = CultureInfo.InvariantCulture;
        string?[] values =
            kind.Components.Count > 1
                ?
                [
                    .. kind.Components.Select(
                        (_, i) =>
                            i < reading.Values.Count && reading.Values[i] is { } v
                                ? PlainNumber.Of(v)
                                : ""
                    ),
                ]
            : kind.Codes.Count > 0 ? [CodeOf(kind, reading)]
            : [reading.Values[0] is { } only ? PlainNumber.Of(only) : ""];
        return CsvLine.Of([
            local.ToString("yyyy-MM-dd", invariant),
            local.ToString("HH:mm:ss", invariant),
            reading.Duration.TotalSeconds.ToString(invariant),
            .. values,
            reading.Unit,
            reading.Source.Name.Length > 0 ? reading.Source.Name : reading.Source.Producer,
            reading.Moment,
            reading.Note,
            reading.SetAside ? "1" : "",
            reading.StartUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", invariant),
        ]);
    }

    private static string CodeOf(Kind kind, ReadingView reading) =>
        reading.Values[0] is { } v && (int)v.ToDouble() is var i && i >= 0 && i < kind.Codes.Count
            ? kind.Codes[i]
            : "";

    private static string NameOf(string code, bool french) =>
        KindCatalogue.TryFind(code, out var kind) ? kind.Name(french) : code;

    private sealed class Lines(
        ExportReadings export,
        Actor actor,
        PersonId person,
        KindTag tag,
        Kind kind,
        bool french
    ) : IAsyncEnumerable<string>
    {
        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken ct = default) =>
            export.LinesAsync(actor, person, tag, kind, french, ct).GetAsyncEnumerator(ct);
    }
}

/// <summary>The right to read ended in the middle: what was handed out is not all there is.</summary>
internal sealed class ExportEndedException()
    : Exception("The right to read ended during the download.");

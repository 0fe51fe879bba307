using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Features.Api;

/// <summary>A person that the token's account sees.</summary>
/// <param name="Readable">Names of the domains that may be read.</param>
public sealed record ApiPerson(
    Guid Id,
    string? Name,
    DateOnly? BornOn,
    string Sex,
    IReadOnlyList<string> Readable,
    IReadOnlyList<string> Writable
)
{
    internal static ApiPerson Of(FamilyMember m) =>
        new(
            m.Person.Value,
            m.Name,
            m.BornOn,
            m.Sex.ToString().ToLowerInvariant(),
            Names(m.Readable),
            Names(m.Writable)
        );

    internal static string[] Names(RecordDomains domains) =>
        [
            .. Enum.GetValues<RecordDomains>()
                .Where(d => d != RecordDomains.None && domains.HasFlag(d))
                .Select(d => d.ToString()),
        ];
}

/// <param name="Sex"><c>female</c>, <c>male</c> or absent.</param>
/// <param name="Zone">IANA name, as in <c>Europe/Paris</c>.</param>
public sealed record ApiNewPerson(
    string Name,
    DateOnly? BornOn = null,
    string? Sex = null,
    string? Zone = null
);

/// <param name="Tag">The person's own tag of the kind: it stands in addresses.</param>
/// <param name="Parts">Codes of the numbers of one reading, in order; empty for a single number.</param>
/// <param name="Codes">For coded kinds: what the number of a reading stands for, by its index.</param>
public sealed record ApiKind(
    string Tag,
    string Code,
    string Name,
    string Domain,
    IReadOnlyList<string> Units,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> Codes,
    bool MayWrite
)
{
    internal static ApiKind Of(KindRow row) =>
        new(
            row.Tag.Text,
            row.Kind.Code,
            row.Kind.NameEn,
            row.Kind.Domain.ToString(),
            [.. row.Kind.Units.Select(u => u.Ucum)],
            [.. row.Kind.Components.Select(c => c.Code)],
            row.Kind.Codes,
            row is { MayWrite: true, CanBeLogged: true }
        );
}

/// <param name="Unit">As shown beside a value; may be absent.</param>
/// <param name="Domain">Name of one domain, as in <c>Measures</c>.</param>
/// <param name="Min">Outside <paramref name="Min"/> to <paramref name="Max"/> a value is asked about.</param>
/// <param name="IsTotal">Values of one day add up.</param>
public sealed record ApiNewKind(
    string? Name,
    string? Domain,
    string? Unit = null,
    int Decimals = 0,
    double? Min = null,
    double? Max = null,
    bool IsTotal = false
)
{
    internal KindForm? FormOf() =>
        Name is not null
        && Enum.TryParse<RecordDomains>(Domain, ignoreCase: true, out var domain)
        && Enum.IsDefined(domain)
            ? new(Name, Unit ?? "", domain, Decimals, Min, Max, IsTotal)
            : null;
}

/// <param name="Values">As written, in the order of the kind's parts; null where a part is absent.</param>
/// <param name="Revision">What a correction carries in <c>If-Match</c>.</param>
/// <param name="SetAside">Implausible and not confirmed: listed, not counted.</param>
public sealed record ApiReading(
    string Id,
    string Kind,
    DateTime Start,
    double Seconds,
    IReadOnlyList<decimal?> Values,
    string? Unit,
    string? Zone,
    string Source,
    string? Moment,
    string? Note,
    int Revision,
    bool SetAside,
    bool Edited
)
{
    internal static ApiReading Of(ReadingView view) =>
        new(
            view.Id.Text,
            view.Kind,
            view.StartUtc,
            view.Duration.TotalSeconds,
            [.. view.Values.Select(v => v is { } n ? ApiNumber.Of(n) : (decimal?)null)],
            view.Unit,
            view.Zone,
            view.Source.Name.Length > 0 ? view.Source.Name : view.Source.Producer,
            view.Moment,
            view.Note,
            view.Revision,
            view.SetAside,
            view.Edited
        );
}

/// <param name="Next">For <c>after</c> of the next page; absent on the last.</param>
public sealed record ApiReadings(IReadOnlyList<ApiReading> Readings, string? Next, int Unreadable);

/// <param name="Kind">Code of the kind.</param>
/// <param name="Start">Instant with offset, or UTC.</param>
/// <param name="Confirmed">A doubtful value was asked about and is right.</param>
public sealed record ApiNewReading(
    string Kind,
    DateTimeOffset Start,
    IReadOnlyList<decimal?> Values,
    string? Unit = null,
    double Seconds = 0,
    string? Zone = null,
    string? Moment = null,
    string? Note = null,
    bool Confirmed = false
);

/// <summary>One local day; figures that the kind does not have are absent.</summary>
/// <param name="Hours">For sleep stages and the like: hours by code.</param>
public sealed record ApiDay(
    DateOnly Day,
    int Count,
    double? Mean,
    double? Min,
    double? Max,
    double? Last,
    double? Total,
    double? Second,
    double? Third,
    IReadOnlyDictionary<string, double> Hours,
    int SetAside,
    IReadOnlyList<ApiShare> Sources
)
{
    internal static ApiDay Of(Kind kind, DayRow row) =>
        new(
            row.Day,
            row.Summary.Count,
            Known(row.Summary.Mean),
            Known(row.Summary.Min),
            Known(row.Summary.Max),
            Known(row.Summary.Last),
            Known(row.Summary.Total),
            Known(row.Summary.Second),
            Known(row.Summary.Third),
            HoursOf(kind, row.Summary),
            row.Summary.SetAside,
            [
                .. row.Shares.Select(s => new ApiShare(
                    s.Source.Name.Length > 0 ? s.Source.Name : s.Source.Producer,
                    s.Amount,
                    s.Ignored
                )),
            ]
        );

    private static double? Known(double figure) => double.IsFinite(figure) ? figure : null;

    private static Dictionary<string, double> HoursOf(Kind kind, DaySummary day) =>
        day
            .HoursByCode.Select((hours, i) => (Code: kind.Codes.ElementAtOrDefault(i), hours))
            .Where(h => h.Code is not null && h.hours > 0)
            .ToDictionary(h => h.Code!, h => h.hours, StringComparer.Ordinal);
}

/// <summary>What one source gave to a day, and what did not count because another was believed.</summary>
public sealed record ApiShare(string Source, double Amount, double Ignored);

public sealed record ApiDays(IReadOnlyList<ApiDay> Days, int Unreadable);

/// <param name="Length">Of the file in bytes: more than is accepted is refused before a byte is sent.</param>
/// <param name="Fingerprint">A digest of the whole content, at most 128 characters; announced again with the same one, an upload that broke off goes on.</param>
public sealed record ApiNewImport(string FileName, long Length, string? Fingerprint = null);

/// <param name="State">Uploading, Waiting, Running, Asking, Done, Interrupted, Refused, Undone or Cancelled.</param>
/// <param name="Received">Where the sender goes on.</param>
/// <param name="Refusal">Why nothing was added, in English; absent otherwise.</param>
public sealed record ApiImport(
    Guid Id,
    Guid Person,
    string State,
    string FileName,
    long Length,
    long Received,
    long Read,
    long ReadingsSoFar,
    string? RefusalKey,
    string? Refusal,
    IReadOnlyList<KindCounts> Kinds,
    long WorkoutsAdded,
    long WorkoutsAlreadyThere,
    IReadOnlyList<string> NotAllowedDomains,
    IReadOnlyList<string> Warnings,
    ApiQuestion? Question
);

/// <summary>What the file does not say. The import waits seven days for an answer.</summary>
/// <param name="Topic">Password, Subject, DateOrder, Unit, Columns or Meaning.</param>
/// <param name="Arguments">What the question is about, in words of the file.</param>
/// <param name="Choices">What can be answered; empty where the topic takes a text alone. Beside a password it goes into `choice`.</param>
/// <param name="Proposal">What the product would answer; absent where nothing speaks for one answer.</param>
public sealed record ApiQuestion(
    string Id,
    string Topic,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<ApiChoice> Choices,
    string? Proposal
)
{
    internal static ApiQuestion Of(ImportQuestion asked) =>
        new(
            asked.Id,
            asked.Topic.ToString(),
            asked.Arguments,
            [.. asked.Choices.Select(c => new ApiChoice(c.Value, c.Arguments))],
            asked.Proposal
        );
}

/// <param name="Arguments">What a person recognises it by.</param>
public sealed record ApiChoice(string Value, IReadOnlyList<string> Arguments);

/// <param name="Choice">Instead of `answer`: the `value` of a choice.</param>
public sealed record ApiAnswer(string? Question, string? Answer, string? Choice = null);

/// <summary>A type of entry and the person's tag of it.</summary>
public sealed record ApiEntryType(string Tag, string Type);

/// <param name="Entry">Depends on the type; fields are only ever added.</param>
public sealed record ApiEntry(Guid Id, object Entry);

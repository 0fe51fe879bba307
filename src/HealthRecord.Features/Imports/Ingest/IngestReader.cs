using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>An item that was understood: what would be stored of it.</summary>
internal sealed record UnderstoodItem(
    int Index,
    Kind Kind,
    SourceKey Source,
    ReadingContent Content,
    ExternalIdentity? Identity,
    bool Doubtful
)
{
    public ReadingKey Key { get; } = new Fact(Content, Identity, ImportSet.None).Key;
    public int Month => UtcMonth.Of(Content.StartMs);
}

/// <summary>Understands items one by one, by the rules of imported files: a wrong one is named and costs only itself.</summary>
internal sealed class IngestReader(
    IReadOnlyDictionary<string, Kind> kinds,
    (RecordDomains Readable, RecordDomains Writable) reach,
    PersonFacts? who,
    DateTime nowUtc,
    string sender
)
{
    public const int LongestName = 60;
    private const int LongestId = 200;
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);
    private static readonly DateTime Earliest = new(2, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly ZoneTimeline zones = who?.Zones ?? ZoneTimeline.Of(PersonZone.Default);

    /// <summary>Whether the sender may know the kind but not write it: a refusal of its own.</summary>
    public bool IsNotAllowed(IngestItem item) =>
        KindOf(item) is { } kind && (reach.Writable & kind.Domain) == RecordDomains.None;

    public Kind? KindOf(IngestItem item) =>
        item.Kind is not null
        && kinds.TryGetValue(item.Kind, out var kind)
        && ((reach.Readable | reach.Writable) & kind.Domain) != RecordDomains.None
            ? kind
            : null;

    public (UnderstoodItem? Item, RefusalReason Reason) Read(int index, IngestItem item)
    {
        if (KindOf(item) is not { } kind)
            return (null, RefusalReason.UnknownType);
        if (item.Zone is not null && !ZoneRules.TryFind(item.Zone, out _))
            return (null, RefusalReason.Date);
        if (!IngestWords.TryInstant(item.Start, item.Zone, zones, out var start, out var offset))
            return (null, RefusalReason.Date);
        var end = start;
        if (
            item.End is not null
            && !IngestWords.TryInstant(item.End, item.Zone, zones, out end, out _)
        )
            return (null, RefusalReason.Date);
        if (WhyNot(start, end) is { } reason)
            return (null, reason);
        if (item.Id is { Length: 0 or > LongestId } || item.Version < 1)
            return (null, RefusalReason.Incomplete);
        return Judged(index, item, kind, start, end, item.Zone ?? offset);
    }

    private (UnderstoodItem?, RefusalReason) Judged(
        int index,
        IngestItem item,
        Kind kind,
        DateTime start,
        DateTime end,
        string? zone
    )
    {
        var unit = kind.Units.Count == 0 ? null : IngestWords.UnitOf(kind, item.Unit);
        if (kind.Units.Count > 0 && unit is null)
            return (null, RefusalReason.Unit);
        if (item.Values.Count == 0 || item.Values[0] is null)
            return (null, RefusalReason.Incomplete);
        if (item.Values.Count > Math.Max(1, kind.Components.Count))
            return (null, RefusalReason.Incomplete);
        var numbers = new List<WrittenNumber?>();
        foreach (var value in item.Values)
        {
            if (value is null)
                numbers.Add(null);
            else if (NumberOf(kind, value) is { } number)
                numbers.Add(number);
            else
                return (null, kind.Codes.Count > 0 ? RefusalReason.Code : RefusalReason.NotANumber);
        }
        var parts = numbers.Count > 1 ? new ReadingParts([.. numbers.Skip(1)]) : null;
        var duration = (long)(end - start).TotalMilliseconds;
        var judged = Plausibility.Judge(kind, unit, numbers[0]!.Value, parts, duration);
        if (judged.Verdict == Verdict.Impossible)
            return (
                null,
                judged.Doubt == Doubt.Parts ? RefusalReason.Incomplete : RefusalReason.Impossible
            );
        var origin =
            zone is null ? ZoneOrigin.Unknown
            : zone[0] is '+' or '-' ? ZoneOrigin.File
            : ZoneOrigin.Metadata;
        var content = new ReadingContent(
            (long)(start - DateTime.UnixEpoch).TotalMilliseconds,
            duration,
            numbers[0]!.Value,
            unit?.Ucum,
            parts,
            zone,
            origin
        );
        var identity = item.Id is { } id ? new ExternalIdentity(id, item.Version) : null;
        var source = new SourceKey(SourceKey.Api.Producer, NameOf(item.Source) ?? sender);
        var doubtful = judged.Verdict == Verdict.Doubtful;
        return (new(index, kind, source, content, identity, doubtful), RefusalReason.UnknownType);
    }

    /// <summary>A name from outside, tidied and cut; null when nothing is left.</summary>
    public static string? NameOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var name = FileNames.Shown(text.Replace('/', ' ').Replace('\\', ' ')).Trim();
        return name.Length == 0
            ? null
            : string.Concat(name.EnumerateRunes().Take(LongestName)).TrimEnd();
    }

    private static WrittenNumber? NumberOf(Kind kind, string value)
    {
        for (var i = 0; i < kind.Codes.Count; i++)
            if (string.Equals(kind.Codes[i], value, StringComparison.Ordinal))
                return new WrittenNumber(i, 0);
        return IngestWords.TryNumber(value, out var number) ? number : null;
    }

    private RefusalReason? WhyNot(DateTime start, DateTime end) =>
        end < start ? RefusalReason.EndBeforeStart
        : end > nowUtc + Slack ? RefusalReason.Future
        : start < Earliest ? RefusalReason.Date
        : who?.BornOn is { } born && start < born.ToDateTime(TimeOnly.MinValue) - Slack
            ? RefusalReason.BeforeBirth
        : null;
}

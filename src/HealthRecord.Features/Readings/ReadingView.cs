using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings;

/// <summary>One reading as pages and the API show it.</summary>
/// <param name="Values">As written, in the order of the kind's components; null where a part is absent.</param>
/// <param name="Revision">What an edit has to carry to prove that it saw this.</param>
/// <param name="SetAside">Implausible and not confirmed: listed, not counted.</param>
public sealed record ReadingView(
    ReadingId Id,
    string Kind,
    SourceKey Source,
    DateTime StartUtc,
    TimeSpan Duration,
    IReadOnlyList<WrittenNumber?> Values,
    string? Unit,
    string? Zone,
    string? Moment,
    string? Note,
    int Revision,
    bool SetAside,
    bool Edited,
    bool Deleted
)
{
    /// <summary>A person said that it is a measurement of its own, though another source seems to tell the same.</summary>
    public bool Own { get; init; }

    /// <summary>Who tells the same event and counts instead; null where it counts itself. Only known in the list of a day.</summary>
    public SourceKey? EchoOf { get; init; }

    public static ReadingView Of(
        ReadingId id,
        Kind kind,
        SourceKey source,
        SegmentReading reading
    ) =>
        new(
            id,
            kind.Code,
            source,
            DateTime.UnixEpoch.AddMilliseconds(reading.AsWritten.StartMs),
            TimeSpan.FromMilliseconds(reading.AsWritten.DurationMs),
            [reading.AsWritten.Value, .. reading.AsWritten.Parts?.Rest ?? []],
            reading.AsWritten.Unit,
            reading.AsWritten.Zone,
            reading.Moment,
            reading.Note,
            reading.Revision,
            reading.Shown.SetAside,
            reading.IsEdited,
            reading.IsDeleted
        )
        {
            Own = reading.Shown.IsOwn,
        };
}

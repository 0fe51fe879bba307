using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Formats;

/// <summary>Judges what was found and gives it to the sink: as a reading, or refused by name. Nothing falls between.</summary>
internal sealed class Handover(ImportContext context, IImportSink sink)
{
    private const long DayMs = 86_400_000;
    private const int LongestText = 100;

    // A day of slack on both sides: the file's zone may be unknown.
    private readonly long earliestMs = context.BornOn is { } born
        ? ((born.DayNumber - 719_162) * DayMs) - DayMs
        : long.MinValue;
    private readonly long latestMs = context.NowMs + DayMs;

    /// <returns>Whether it became a reading.</returns>
    public bool Take(in Found found)
    {
        if (WhyNot(found.StartMs, found.EndMs) is { } reason)
            return Refuse(found.Origin, reason, Instant(found.StartMs), found.Line);
        var judged = Plausibility.Judge(
            found.Measure.Kind,
            found.Measure.Unit,
            found.Value,
            found.Parts,
            found.EndMs - found.StartMs
        );
        if (judged.Verdict == Verdict.Impossible)
            return Refuse(
                found.Origin,
                RefusalReason.Impossible,
                NumberText.Format(found.Value, french: false),
                found.Line
            );
        sink.Take(
            new IncomingReading(
                found.Measure.Kind,
                found.Source,
                found.Measure.Unit,
                found.StartMs,
                found.EndMs - found.StartMs,
                found.Value,
                found.Parts,
                found.Zone,
                found.Zone switch
                {
                    null => ZoneOrigin.Unknown,
                    ['+' or '-', ..] => ZoneOrigin.File,
                    _ => ZoneOrigin.Metadata,
                },
                found.Identity,
                found.Origin,
                found.Line
            )
        );
        return true;
    }

    /// <returns>Whether it was handed on.</returns>
    public bool Take(IncomingWorkout workout)
    {
        if (WhyNot(workout.StartMs, workout.StartMs + workout.DurationMs) is { } reason)
            return Refuse(workout.Origin, reason, Instant(workout.StartMs), workout.Line);
        sink.Take(workout);
        return true;
    }

    /// <returns>Whether it was handed on.</returns>
    public bool Take(IncomingTrace trace)
    {
        if (WhyNot(trace.StartMs, trace.StartMs + trace.DurationMs) is { } reason)
            return Refuse(trace.Origin, reason, Instant(trace.StartMs));
        sink.Take(trace);
        return true;
    }

    /// <summary>Names a record that cannot become a reading.</summary>
    /// <returns>False, so that it can end a sentence.</returns>
    public bool Refuse(string origin, RefusalReason reason, string? text, long line = 0)
    {
        sink.Refuse(
            new(
                origin,
                reason,
                text is { Length: > LongestText } ? text[..LongestText] : text,
                line
            )
        );
        return false;
    }

    /// <summary>Records that are part of a reading already handed out.</summary>
    public void Merged(string origin, int records) => sink.Merged(origin, records);

    private RefusalReason? WhyNot(long startMs, long endMs) =>
        endMs < startMs ? RefusalReason.EndBeforeStart
        : endMs > latestMs ? RefusalReason.Future
        : startMs < earliestMs ? RefusalReason.BeforeBirth
        : null;

    private static string Instant(long ms) =>
        ms is > -62_135_596_800_000 and < 253_402_300_800_000
            ? DateTime.UnixEpoch.AddMilliseconds(ms).ToString("O", null)
            : "";
}

using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests;

/// <summary>Everything that one import handed out.</summary>
internal sealed class ImportedFile : IImportSink
{
    public static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    public List<IncomingReading> Readings { get; } = [];
    public List<IncomingWorkout> Workouts { get; } = [];
    public List<IncomingTrace> Traces { get; } = [];
    public Dictionary<string, int> MergedByOrigin { get; } = new(StringComparer.Ordinal);
    public List<Refusal> Refused { get; } = [];
    public List<(string Key, IReadOnlyList<string> Arguments)> Warnings { get; } = [];
    public List<(string Kind, long StartMs, ExternalIdentity Identity)> Withdrawn { get; } = [];
    public List<Retraction> Words { get; } = [];
    public DateOnly? Birth { get; private set; }
    public List<long> Positions { get; } = [];

    /// <summary>What happens beside every reading.</summary>
    public Action OnReading { get; init; } = () => { };

    public IncomingReading Only => Assert.Single(Readings);
    public Refusal OnlyRefusal => Assert.Single(Refused);

    public IEnumerable<string> WarningKeys => Warnings.Select(w => w.Key);

    /// <summary>Records of the file per Apple type, whatever became of them.</summary>
    public SortedDictionary<string, long> Accounted()
    {
        var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
        void Count(string origin, long n) => all[origin] = all.GetValueOrDefault(origin) + n;
        foreach (var reading in Readings)
            Count(reading.Origin, 1);
        foreach (var (origin, n) in MergedByOrigin)
            Count(origin, n);
        foreach (var refusal in Refused)
            Count(refusal.Origin, 1);
        return all;
    }

    /// <summary>Everything that was taken, in the order of the file, as text to compare.</summary>
    public List<string> Plain() =>
        [
            .. Readings.Select(r =>
                $"{r.Origin}|{r.Source.Name}|{r.StartMs}|{r.DurationMs}|{r.Value}|{r.Unit?.Ucum}|{r.Zone}|{r.Line}|"
                + string.Join(',', r.Parts?.Rest ?? [])
            ),
            .. Workouts.Select(w =>
                $"{w.Activity}|{w.StartMs}|{w.DurationMs}|{string.Join(',', w.Totals)}"
            ),
        ];

    public static ImportedFile Of(AppleExport export, DateOnly? bornOn = null) =>
        Of(export.Bytes(), bornOn);

    public static ImportedFile Of(string xml) => Of(Encoding.UTF8.GetBytes(xml));

    public static ImportedFile Of(
        byte[] file,
        DateOnly? bornOn = null,
        ImportLimits? limits = null
    ) => Of(new MemoryStream(file), bornOn, limits);

    public static ImportedFile Of(
        Stream file,
        DateOnly? bornOn = null,
        ImportLimits? limits = null
    ) => Of(file, c => c with { BornOn = bornOn, Limits = limits ?? c.Limits });

    /// <param name="with">What is different about this person or this moment.</param>
    public static ImportedFile Of(byte[] file, Func<ImportContext, ImportContext> with) =>
        Of(new MemoryStream(file), with);

    public static ImportedFile Of(Stream file, Func<ImportContext, ImportContext> with)
    {
        var sink = new ImportedFile();
        FileImport.Read(file, with(InParis), sink, TestContext.Current.CancellationToken);
        return sink;
    }

    /// <summary>The question that stops the reading.</summary>
    public static ImportQuestion Asks(
        byte[] file,
        Func<ImportContext, ImportContext>? with = null
    ) => Assert.Throws<ImportQuestionException>(() => Of(file, with ?? (c => c))).Question;

    private static ImportContext InParis =>
        new(new(1L << 30), new DateTimeOffset(Now).ToUnixTimeMilliseconds(), null)
        {
            Zones = ZoneTimeline.Of("Europe/Paris"),
        };

    public static string WhyNot(byte[] file, ImportLimits? limits = null) =>
        Assert.ThrowsAny<ImportRefusedException>(() => Of(file, null, limits)).Key;

    public void Take(in IncomingReading reading)
    {
        // What the agreement promises of every reading, checked on every reading of every test.
        Assert.True(reading.DurationMs >= 0);
        Assert.True(
            reading.Unit is null
                ? reading.Kind.Units.Count == 0
                : reading.Kind.Units.Contains(reading.Unit)
        );
        var judged = Plausibility.Judge(
            reading.Kind,
            reading.Unit,
            reading.Value,
            reading.Parts,
            reading.DurationMs
        );
        Assert.NotEqual(Verdict.Impossible, judged.Verdict);
        Readings.Add(reading);
        OnReading();
    }

    public void Take(IncomingWorkout workout) => Workouts.Add(workout);

    public void Take(IncomingTrace trace) => Traces.Add(trace);

    public void Merged(string origin, int records) =>
        MergedByOrigin[origin] = MergedByOrigin.GetValueOrDefault(origin) + records;

    public void Refuse(in Refusal refusal)
    {
        Assert.True(refusal.Text is null || refusal.Text.Length <= 100);
        Refused.Add(refusal);
    }

    public void Warn(string key, params IReadOnlyList<string> arguments) =>
        Warnings.Add((key, arguments));

    public void Withdraw(Retraction word)
    {
        Words.Add(word);
        Withdrawn.AddRange(word.Places.Select(p => (p.Kind.Code, p.StartMs, p.Identity)));
    }

    public void BornOn(DateOnly day) => Birth = day;

    public void Progress(long bytesRead) => Positions.Add(bytesRead);
}

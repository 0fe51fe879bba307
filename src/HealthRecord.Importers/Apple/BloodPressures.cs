using System.Runtime.InteropServices;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>Makes one reading of two numbers, however often the file tells them: alone, inside a correlation, or both.</summary>
/// <remarks>
/// <para>A pair counts as one record under the name of the systolic number; its diastolic record counts as merged. Records
/// inside a correlation that stand alone as well are not counted a second time; those that stand nowhere else are.</para>
/// <para>A pair's only name is what it says (source, start, values): an export that was cut before its correlations and the
/// whole one name it alike. The identity that apps give the correlation is not used for that reason.</para>
/// <para>A person has some thousands in ten years. Past <see cref="Most"/> the ones at hand are paired and let go.</para>
/// </remarks>
internal sealed class BloodPressures(AppleHandover handover)
{
    private const int Most = 100_000;
    private const int MostRefused = 10_000;

    private static readonly Kind Pressure = KindCatalogue.Get("blood-pressure");

    private LonePressures lone = new();
    private int alone;
    private readonly List<ToldPressure> told = [];
    private readonly Dictionary<string, int> refused = new(StringComparer.Ordinal);

    /// <summary>A number that stands alone in the file.</summary>
    public void Add(in AppleRecord half)
    {
        if (half.Reason is not null)
        {
            handover.Give(half);
            if (refused.Count < MostRefused)
                CollectionsMarshal.GetValueRefOrAddDefault(refused, NameOf(half), out _)++;
            return;
        }
        lone.Add(half);
        if (++alone >= Most)
            Finish();
    }

    /// <summary>What stood inside one correlation.</summary>
    public void Add(ToldPressure correlation)
    {
        told.Add(correlation);
        if (told.Count >= Most)
            Finish();
    }

    public void Finish()
    {
        foreach (var correlation in told)
            Resolve(correlation);
        foreach (var (systolic, diastolic) in lone.Left())
            PairLeftOver(systolic, diastolic);
        (lone, alone) = (new(), 0);
        told.Clear();
        refused.Clear();
    }

    private void Resolve(ToldPressure correlation)
    {
        var systolic = Sound(correlation.Systolic);
        var diastolic = Sound(correlation.Diastolic);
        if (systolic is { } first && diastolic is { } second)
        {
            Hand(lone.TakeTwin(first) ?? first, lone.TakeTwin(second) ?? second, correlation.Pulse);
            return;
        }
        // One number alone: perhaps its partner stands outside.
        if ((systolic ?? diastolic) is not { } only || lone.HasTwin(only))
            return;
        lone.Add(only);
    }

    /// <summary>A number inside a correlation that cannot be used is refused there unless its twin was refused already.</summary>
    private AppleRecord? Sound(AppleRecord? half)
    {
        if (half is not { Reason: not null } bad)
            return half;
        ref var twins = ref CollectionsMarshal.GetValueRefOrNullRef(refused, NameOf(bad));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref twins) || twins == 0)
            handover.Give(bad);
        else
            twins--;
        return null;
    }

    private void PairLeftOver(List<AppleRecord> systolic, List<AppleRecord> diastolic)
    {
        var pairs = Math.Min(systolic.Count, diastolic.Count);
        for (var i = 0; i < pairs; i++)
            Hand(systolic[i], diastolic[i], null);
        foreach (var half in systolic.Skip(pairs).Concat(diastolic.Skip(pairs)))
            Refuse(half, RefusalReason.Incomplete);
    }

    private void Hand(in AppleRecord systolic, in AppleRecord diastolic, WrittenNumber? pulse)
    {
        var parts = PartsOf(diastolic.Value, pulse);
        var judged = Plausibility.Judge(
            Pressure,
            systolic.Unit?.Unit,
            systolic.Value,
            parts,
            systolic.EndMs - systolic.StartMs
        );
        if (judged.Verdict == Verdict.Impossible)
        {
            Refuse(systolic, RefusalReason.Impossible);
            Refuse(diastolic, RefusalReason.Impossible);
            return;
        }
        var pair = systolic;
        pair.SyncId = null;
        pair.Uuid = null;
        handover.TakePair(pair, Pressure, parts);
        handover.Merged(diastolic);
    }

    /// <summary>In the order of the kind's own components, behind the systolic one.</summary>
    private static ReadingParts PartsOf(WrittenNumber diastolic, WrittenNumber? pulse) =>
        new([
            .. Pressure
                .Components.Skip(1)
                .Select(c =>
                    c.Code switch
                    {
                        "diastolic" => diastolic,
                        "heart-rate" => pulse,
                        _ => (WrittenNumber?)null,
                    }
                ),
        ]);

    private void Refuse(AppleRecord half, RefusalReason reason)
    {
        half.Reason = reason;
        half.Text = NumberText.Format(half.Value, french: false);
        handover.Give(half);
    }

    private static string NameOf(in AppleRecord half) =>
        $"{half.Type.Origin}\u001f{half.Source.Name}\u001f{half.Reason}\u001f{half.Text}";
}

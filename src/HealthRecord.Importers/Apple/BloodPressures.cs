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

    /// <summary>Of one source in one second. A file with more was made to keep us busy.</summary>
    private const int MostAtOnce = 64;
    private static readonly Kind Pressure = KindCatalogue.Get("blood-pressure");

    private readonly List<AppleRecord> alone = [];
    private readonly List<Told> told = [];
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
        alone.Add(half);
        if (alone.Count >= Most)
            Finish();
    }

    /// <summary>What stood inside one correlation.</summary>
    public void Add(Told correlation)
    {
        told.Add(correlation);
        if (told.Count >= Most)
            Finish();
    }

    public void Finish()
    {
        var groups = new Dictionary<(SourceKey, long), Group>();
        for (var i = 0; i < alone.Count; i++)
            GroupOf(groups, alone[i]).ListOf(alone[i]).Add(i);
        foreach (var correlation in told)
            Resolve(groups, correlation);
        foreach (var group in groups.Values)
            PairLeftOver(group);
        alone.Clear();
        told.Clear();
        refused.Clear();
    }

    private void Resolve(Dictionary<(SourceKey, long), Group> groups, Told correlation)
    {
        var systolic = Sound(correlation.Systolic);
        var diastolic = Sound(correlation.Diastolic);
        if (systolic is { } first && diastolic is { } second)
        {
            Hand(
                TakeTwin(groups, first) ?? first,
                TakeTwin(groups, second) ?? second,
                correlation.Pulse
            );
            return;
        }
        // One number alone: perhaps its partner stands outside.
        if ((systolic ?? diastolic) is not { } only || HasTwin(groups, only))
            return;
        alone.Add(only);
        GroupOf(groups, only).ListOf(only).Add(alone.Count - 1);
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

    private void PairLeftOver(Group group)
    {
        var pairs = Math.Min(group.Systolic.Count, group.Diastolic.Count);
        for (var i = 0; i < pairs; i++)
            Hand(alone[group.Systolic[i]], alone[group.Diastolic[i]], null);
        foreach (var i in group.Systolic.Skip(pairs).Concat(group.Diastolic.Skip(pairs)))
            Refuse(alone[i], RefusalReason.Incomplete);
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

    private AppleRecord? TakeTwin(
        Dictionary<(SourceKey, long), Group> groups,
        in AppleRecord inside
    )
    {
        if (!groups.TryGetValue((inside.Source, inside.StartMs), out var group))
            return null;
        var list = group.ListOf(inside);
        for (var i = 0; i < Math.Min(list.Count, MostAtOnce); i++)
        {
            if (alone[list[i]].Value != inside.Value)
                continue;
            var twin = alone[list[i]];
            list.RemoveAt(i);
            return twin;
        }
        return null;
    }

    private bool HasTwin(Dictionary<(SourceKey, long), Group> groups, AppleRecord inside) =>
        groups.TryGetValue((inside.Source, inside.StartMs), out var group)
        && group.ListOf(inside).Take(MostAtOnce).Any(i => alone[i].Value == inside.Value);

    private static Group GroupOf(Dictionary<(SourceKey, long), Group> groups, in AppleRecord half)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(
            groups,
            (half.Source, half.StartMs),
            out _
        );
        return group ??= new();
    }

    private static string NameOf(in AppleRecord half) =>
        $"{half.Type.Origin}\u001f{half.Source.Name}\u001f{half.Reason}\u001f{half.Text}";

    private sealed class Group
    {
        public List<int> Systolic { get; } = [];
        public List<int> Diastolic { get; } = [];

        public List<int> ListOf(in AppleRecord half) =>
            half.Type.Half == AppleHalf.Systolic ? Systolic : Diastolic;
    }

    /// <summary>The numbers inside one correlation.</summary>
    public sealed class Told
    {
        public AppleRecord? Systolic { get; set; }
        public AppleRecord? Diastolic { get; set; }

        /// <summary>Stands among the heart rates too, as a reading of its own.</summary>
        public WrittenNumber? Pulse { get; set; }
    }
}

using System.Runtime.InteropServices;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>Numbers of blood pressures that stand alone in the file, by source and instant: where twins and partners are found.</summary>
internal sealed class LonePressures
{
    /// <summary>Of one source in one second. A file with more was made to keep us busy.</summary>
    private const int MostAtOnce = 64;

    private readonly Dictionary<(SourceKey, long), Group> groups = [];

    public void Add(in AppleRecord half) => ListOf(half).Add(half);

    /// <summary>The one that says the same; it is paired then, and stands alone no more.</summary>
    public AppleRecord? TakeTwin(in AppleRecord inside)
    {
        if (!groups.TryGetValue((inside.Source, inside.StartMs), out var group))
            return null;
        var list = group.ListOf(inside);
        for (var i = 0; i < Math.Min(list.Count, MostAtOnce); i++)
        {
            if (list[i].Value != inside.Value)
                continue;
            var twin = list[i];
            list.RemoveAt(i);
            return twin;
        }
        return null;
    }

    public bool HasTwin(AppleRecord inside) =>
        groups.TryGetValue((inside.Source, inside.StartMs), out var group)
        && group.ListOf(inside).Take(MostAtOnce).Any(r => r.Value == inside.Value);

    /// <summary>What is left of one source at one instant, in the order of the file.</summary>
    public IEnumerable<(List<AppleRecord> Systolic, List<AppleRecord> Diastolic)> Left() =>
        groups.Values.Select(g => (g.Systolic, g.Diastolic));

    private List<AppleRecord> ListOf(in AppleRecord half)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(
            groups,
            (half.Source, half.StartMs),
            out _
        );
        return (group ??= new()).ListOf(half);
    }

    private sealed class Group
    {
        public List<AppleRecord> Systolic { get; } = [];
        public List<AppleRecord> Diastolic { get; } = [];

        public List<AppleRecord> ListOf(in AppleRecord half) =>
            half.Type.Half == AppleHalf.Systolic ? Systolic : Diastolic;
    }
}

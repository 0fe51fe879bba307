using System.Text.Json;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Operator;

/// <summary>Makes the row that comes into force after another one.</summary>
internal static class ProgrammeRows
{
    public static ProgrammeFile After(
        Programme before,
        byte[] content,
        IEnumerable<string> turnedOn,
        DateTime nowUtc
    ) =>
        new()
        {
            Id = Ids.New(),
            // The newest is in force: also where the machine's clock was set back since the last one.
            LoadedUtc =
                before.LoadedUtc is { } last && last >= nowUtc ? last.AddMilliseconds(1) : nowUtc,
            Content = content,
            TurnedOn = JsonSerializer.Serialize(turnedOn.Order(StringComparer.Ordinal)),
        };
}

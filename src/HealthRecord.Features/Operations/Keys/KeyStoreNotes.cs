using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Operations.Keys;

internal static class KeyStoreNotes
{
    public static KeyStoreNote New(string name, string value, TimeProvider clock) =>
        new()
        {
            Id = Ids.New(clock),
            Name = name,
            Value = value,
            AtUtc = clock.GetUtcNow().UtcDateTime,
        };
}

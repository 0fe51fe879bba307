using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HealthRecord.Features.Platform.Data.Mapping;

/// <summary>Instants are UTC: neither provider keeps the kind of a <see cref="DateTime"/>, so it is put back here.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTime, DateTime>(
        v => Checked(v),
        v => DateTime.SpecifyKind(v, DateTimeKind.Utc)
    )
{
    private static DateTime Checked(DateTime value) =>
        value.Kind == DateTimeKind.Local
            ? throw new InvalidOperationException(
                "An instant reaches the database in local time; take it from TimeProvider as UTC."
            )
            : value;
}

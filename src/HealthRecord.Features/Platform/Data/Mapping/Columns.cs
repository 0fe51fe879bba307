using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Data.Mapping;

internal static class Columns
{
    /// <summary>A keyed tag: HMAC-SHA-256 cut to 16 bytes; <c>binary(16)</c> on SQL Server.</summary>
    public static PropertyBuilder<T> IsTag<T>(this PropertyBuilder<T> property) =>
        property.HasMaxLength(16).IsFixedLength();

    /// <summary>A SHA-256 of a secret; <c>binary(32)</c> on SQL Server.</summary>
    public static PropertyBuilder<T> IsHash<T>(this PropertyBuilder<T> property) =>
        property.HasMaxLength(32).IsFixedLength();
}

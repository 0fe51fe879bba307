using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Data.Mapping;

internal static class PersonReference
{
    /// <summary>
    /// Keeps a job that lost a race with an erasure from writing rows of a person who is gone. Nothing cascades: an
    /// erasure deletes by code, in an order of its own.
    /// </summary>
    public static void BelongsToPerson<TRow>(
        this EntityTypeBuilder<TRow> row,
        Expression<Func<TRow, object?>> person
    )
        where TRow : class =>
        row.HasOne<Person>().WithMany().HasForeignKey(person).OnDelete(DeleteBehavior.Restrict);
}

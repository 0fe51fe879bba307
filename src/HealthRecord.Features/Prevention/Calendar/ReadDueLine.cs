using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>What the calendar has for a person today, in one line: for whoever reads the domains that it is made from.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadDueLine(
    HealthDbs dbs,
    PersonProgramme programme,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<DueLineView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(RecordDomains.Medication)
        )
            return BookErrors.NotFound;
        try
        {
            await using var db = await dbs.ReadAsync(ct);
            var now = clock.GetUtcNow().UtcDateTime;
            if (await programme.ReadAsync(db, person, may.Readable, now, ct) is not { } reading)
                return new DueLineView([], 0, null);
            var due = CalendarSections.Of(reading).Now;
            var items = reading.Said.Items;
            return new DueLineView(
                [.. due.Select(item => item.Rule)],
                items.Count(item => item.State == ItemState.ToComplete),
                items
                    .Where(item =>
                        item.State == ItemState.Upcoming && item.RemindFrom <= reading.Today
                    )
                    .OrderBy(item => item.Due)
                    .Select(item => new NextDue(item.Rule, item.Due!.Value))
                    .FirstOrDefault()
            );
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}

/// <param name="Now">What is due, the longest first.</param>
/// <param name="ToComplete">How much may be written down.</param>
/// <param name="Next">What comes next and is spoken of already.</param>
internal sealed record DueLineView(IReadOnlyList<Rule> Now, int ToComplete, NextDue? Next);

internal sealed record NextDue(Rule Rule, DateOnly On);

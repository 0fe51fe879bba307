using HealthRecord.Features.Platform.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Reminders.Store;

internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> b)
    {
        b.ToTable("Reminders");
        b.Property(r => r.Id).ValueGeneratedNever();
        b.Property(r => r.CauseTag).IsTag();
        b.HasIndex(r => new
            {
                r.PersonId,
                r.AccountId,
                r.CauseTag,
            })
            .IsUnique();
        b.HasIndex(r => r.SendUtc);
        b.HasIndex(r => r.LetterId);
        b.HasIndex(r => r.AccountId);
        b.BelongsToPerson(r => r.PersonId);
    }
}

internal sealed class ReminderLetterMapping : IEntityTypeConfiguration<ReminderLetter>
{
    public void Configure(EntityTypeBuilder<ReminderLetter> b)
    {
        b.ToTable("ReminderLetters");
        b.Property(l => l.Id).ValueGeneratedNever();
        b.HasIndex(l => new { l.AccountId, l.Week }).IsUnique();
        b.HasIndex(l => l.NextTryUtc);
    }
}

internal sealed class ReminderSettingMapping : IEntityTypeConfiguration<ReminderSetting>
{
    public void Configure(EntityTypeBuilder<ReminderSetting> b)
    {
        b.ToTable("ReminderSettings");
        b.HasKey(s => s.AccountId);
        b.Property(s => s.AccountId).ValueGeneratedNever();
    }
}

internal sealed class ReminderMuteMapping : IEntityTypeConfiguration<ReminderMute>
{
    public void Configure(EntityTypeBuilder<ReminderMute> b)
    {
        b.ToTable("ReminderMutes");
        b.HasKey(m => new { m.AccountId, m.PersonId });
        b.HasIndex(m => m.PersonId);
        b.BelongsToPerson(m => m.PersonId);
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> b)
    {
        b.ToTable("CalendarFeeds");
        b.Property(f => f.Id).ValueGeneratedNever();
        b.Property(f => f.SecretHash).IsHash();
        b.HasIndex(f => f.SecretHash).IsUnique();
        b.HasIndex(f => f.AccountId);
    }
}

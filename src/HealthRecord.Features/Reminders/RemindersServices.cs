using HealthRecord.Features.Reminders.Feed;
using HealthRecord.Features.Reminders.Planning;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Settings;
using HealthRecord.Features.Reminders.Store;
using HealthRecord.Features.Reminders.Sweeping;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Reminders;

internal static class RemindersServices
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<RecipientClocks>();
        services.AddSingleton<OpenPersons>();
        services.AddSingleton<LookStore>();
        services.AddSingleton<LookAtDue>();
        services.AddSingleton<SweepReminders>();

        services.AddSingleton<ReminderMeter>();
        services.AddSingleton<StopLinks>();
        services.AddSingleton<ReminderText>();
        services.AddSingleton<WriteLetters>();
        services.AddSingleton<LetterLeases>();
        services.AddSingleton<SendQueue>();
        services.AddSingleton<SendReminder>();

        services.AddSingleton<PlanReminder>();
        services.AddSingleton<WithdrawReminder>();
        services.AddSingleton<PlanRelay>();
        services.AddSingleton<ChooseRelay>();
        services.AddSingleton<ReadRelay>();

        services.AddSingleton<ReadReminderSettings>();
        services.AddSingleton<SaveReminderSettings>();
        services.AddSingleton<StopReminderMails>();
        services.AddSingleton<ReadWaitingReminders>();
        services.AddSingleton<CreateFeed>();
        services.AddSingleton<RevokeFeed>();
        services.AddSingleton<ReadFeed>();
    }
}

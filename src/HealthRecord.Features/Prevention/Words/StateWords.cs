using HealthRecord.Domain.Prevention.Engine;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>The state of an item: its mark, its tone, and since or from when.</summary>
internal static class StateWords
{
    public static string Icon(DueItem item) =>
        item.PostponedUntil is not null
            ? Icons.Material.Outlined.Snooze
            : item.State switch
            {
                ItemState.Overdue => Icons.Material.Outlined.EventBusy,
                ItemState.Due => Icons.Material.Outlined.NotificationsNone,
                ItemState.Done => Icons.Material.Outlined.CheckCircle,
                ItemState.ClosedIncomplete => Icons.Material.Outlined.Forum,
                ItemState.Declined => Icons.Material.Outlined.DoNotDisturbOn,
                ItemState.ToComplete => Icons.Material.Outlined.EditNote,
                ItemState.NotRecorded => Icons.Material.Outlined.HelpOutline,
                _ => Icons.Material.Outlined.Schedule,
            };

    /// <summary>The tone beside the word; the word alone says it as well.</summary>
    public static string Tone(DueItem item) =>
        item.State switch
        {
            ItemState.Due or ItemState.Overdue or ItemState.ClosedIncomplete => "is-outside",
            ItemState.Done => "is-within",
            _ => "hr-muted",
        };

    /// <summary>"Le calendrier prévoit …": when, for everybody in the same words.</summary>
    public static string When(DueItem item, DateOnly today, IStringLocalizer<PreventionTexts> texts)
    {
        var parts = new List<string>();
        switch (item.State)
        {
            case ItemState.Due or ItemState.Overdue:
                parts.Add(texts["when.since", ItemWords.Day(item.Due!.Value)]);
                break;
            case ItemState.Upcoming:
                parts.Add(texts["when.from", ItemWords.Day(item.Due!.Value)]);
                if (item.PostponedUntil is { } later)
                    parts.Add(texts["when.postponed", ItemWords.Day(later)]);
                else if (item.Earliest <= today)
                    parts.Add(texts["when.possible"]);
                break;
            case ItemState.ToComplete when item.Due is { } planned:
                parts.Add(texts["when.planned", ItemWords.Day(planned)]);
                break;
            case ItemState.Done when item.DoneOn is { } done:
                parts.Add(texts["when.done", ItemWords.Day(done)]);
                break;
            case ItemState.ClosedIncomplete:
                parts.Add(texts["when.closed"]);
                break;
            case ItemState.NotRecorded when item.End is { } end:
                parts.Add(texts["when.not-recorded", ItemWords.Day(end.AddDays(-1))]);
                break;
        }
        if (
            item.State is ItemState.Due or ItemState.Overdue or ItemState.Upcoming
            && item.End is { } last
        )
            parts.Add(texts["when.until", ItemWords.Day(last.AddDays(-1))]);
        if (item.Provisional)
            parts.Add(texts["when.provisional"]);
        return string.Join(' ', parts);
    }
}

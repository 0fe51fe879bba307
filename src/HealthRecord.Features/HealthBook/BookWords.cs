using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.HealthBook;

/// <summary>Days and spans as lines of the book tell them.</summary>
internal static class BookWords
{
    public static string? When(DateOnly? on, TimeOnly? at) =>
        on is not { } day ? null
        : at is { } time ? $"{Moments.Day(day, true)}, {Moments.Clock(day.ToDateTime(time))}"
        : Moments.Day(day, true);

    public static string? Span(
        DateOnly? since,
        DateOnly? until,
        IStringLocalizer<HealthBookTexts> texts
    ) =>
        (since, until) switch
        {
            ({ } from, { } to) when from == to => Moments.Day(from, true),
            ({ } from, { } to) => texts[
                "book.span",
                Moments.Day(from, true),
                Moments.Day(to, true)
            ],
            ({ } from, null) => texts["book.since", Moments.Day(from, true)],
            (null, { } to) => texts["book.until", Moments.Day(to, true)],
            _ => null,
        };
}

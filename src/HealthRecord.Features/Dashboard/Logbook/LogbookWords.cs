using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard.Entry;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Dashboard.Workouts;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.Logbook;

/// <summary>Puts a row of the timeline into words.</summary>
internal sealed class LogbookWords(IStringLocalizer<DashboardTexts> texts)
{
    public LogbookLine Of(PersonId person, TimelineRow row)
    {
        var when = Moments.Clock(row.AtLocal);
        var day = row.AtLocal.ToString("ddd d", System.Globalization.CultureInfo.CurrentCulture);
        return row switch
        {
            { Reading: { } reading, Kind: { } kind } => new(
                reading.Id.Text,
                day,
                when,
                KindIcons.Of(kind),
                kind.Name(Language.IsFrench),
                Details(reading),
                ReadingWords.Of(kind, reading, texts),
                $"/p/{person}/mesures/{row.Tag}"
            ),
            { Note: { } note } => new(
                note.Id.ToString(),
                day,
                when,
                Icons.Material.Outlined.EditNote,
                note.Text,
                "",
                "",
                null
            ),
            { Import: { } import } => new(
                import.Run.ToString(),
                day,
                when,
                Icons.Material.Outlined.FileUpload,
                texts["logbook.import"],
                "",
                texts[
                    "logbook.count",
                    NumberText.Format(new WrittenNumber(import.Readings, 0), Language.IsFrench)
                ],
                "/imports"
            ),
            { Ecg: { } ecg } => new(
                $"e{row.EcgEntry}",
                day,
                when,
                Icons.Material.Outlined.MonitorHeart,
                texts["ecg.title"],
                SourceWords.Of(row.Source, texts),
                ecg.Verdict ?? "",
                $"/p/{person}/trace/{row.EcgEntry}"
            ),
            { Night: { } night } => new(
                $"n{night.StartMs}",
                day,
                when,
                Icons.Material.Outlined.Bedtime,
                texts["logbook.night"],
                SourceWords.Of(row.Source, texts),
                ValueWords.Hours(night.AsleepHours),
                row.Tag is { } tag ? $"/p/{person}/mesures/{tag}" : null
            ),
            _ => new(
                $"w{row.WorkoutEntry}",
                day,
                when,
                Icons.Material.Outlined.FitnessCenter,
                WorkoutWords.Activity(row.Workout?.Activity, texts),
                string.Join(
                    ", ",
                    row.AlsoFrom.Prepend(row.Source).Select(s => SourceWords.Of(s, texts))
                ),
                ValueWords.Hours((row.Workout?.DurationMs ?? 0) / 3_600_000.0),
                $"/p/{person}/carnet/{row.WorkoutEntry}"
            ),
        };
    }

    private string Details(ReadingView reading) =>
        string.Join(
            " · ",
            new[]
            {
                Occasions.IsKnown(reading.Moment) ? texts[$"moment.{reading.Moment}"].Value : null,
                reading.Note,
                reading.SetAside ? texts["kind.aside"].Value : null,
            }.Where(part => !string.IsNullOrEmpty(part))
        );
}

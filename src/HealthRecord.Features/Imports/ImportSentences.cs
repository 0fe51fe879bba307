using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Imports;

/// <summary>Says what an import did, the way one would tell it.</summary>
internal static class ImportSentences
{
    public static IReadOnlyList<string> Of(
        ImportReport report,
        IStringLocalizer<ImportPageTexts> texts
    )
    {
        var said = new List<string>();
        if (report.Added > 0)
            said.Add(texts["report.added", Count(report.Added)]);
        else if (report.TakenBack == 0)
            said.Add(texts["report.nothing-new"]);
        Say("report.workouts", report.WorkoutsAdded);
        Say("report.ecgs", report.EcgsAdded);
        Say(
            "report.there",
            report.AlreadyThere + report.WorkoutsAlreadyThere + report.EcgsAlreadyThere
        );
        Say("report.merged", report.Merged);
        Say("report.aside", report.SetAside);
        Say("report.refused", report.Refused);
        Say("report.taken-back", report.TakenBack);
        Say("report.withdrawn", report.Kinds.Sum(k => k.Withdrawn));
        Say("report.by-hand", report.Kinds.Sum(k => k.DeletedByHand));
        Say("report.not-allowed", report.Kinds.Sum(k => k.NotAllowed) + report.WorkoutsNotAllowed);
        if (report.Sources.Count > 0)
            said.Add(texts["report.sources", string.Join(", ", report.Sources)]);
        return said;

        void Say(string key, long count)
        {
            if (count > 0)
                said.Add(texts[key, Count(count)]);
        }
    }

    private static string Count(long count) =>
        NumberText.Format(new WrittenNumber(count, 0), Language.IsFrench);
}

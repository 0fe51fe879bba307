using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Imports;

/// <summary>Says which lines were refused and why: « lignes 12 001 à 15 200 ».</summary>
internal static class RefusedRangeWords
{
    public static string Of(
        RefusedRun run,
        IStringLocalizer<ImportPageTexts> texts,
        IStringLocalizer<ImportsTexts> reasons
    )
    {
        var which =
            run.First == 0 ? texts["ranges.no-lines", Number(run.Count)]
            : run.Count == 1 ? texts["ranges.one", Number(run.First)]
            : run.Step == 0 ? texts["ranges.same", Number(run.First), Number(run.Count)]
            : run.Count == 2 && run.Step != 1
                ? texts["ranges.two", Number(run.First), Number(run.Last)]
            : run.Step == 1 ? texts["ranges.from-to", Number(run.First), Number(run.Last)]
            : texts["ranges.every", Number(run.First), Number(run.Last), Number(run.Count)];
        var reason = reasons[$"import.refused.{run.Reason}"];
        return run.Origin.Length == 0
            ? texts["ranges.said-unnamed", which, reason]
            : texts["ranges.said", which, run.Origin, reason];
    }

    public static string Number(long number) =>
        NumberText.Format(new WrittenNumber(number, 0), Language.IsFrench);
}

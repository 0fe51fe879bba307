using HealthRecord.Domain;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Says at the foot of the page what was done, and offers to take it back.</summary>
public sealed class Snack(
    ISnackbar snackbar,
    ErrorSentences errors,
    IStringLocalizer<UiTexts> texts
)
{
    public void Done(string sentence, Func<Task>? undo = null) =>
        snackbar.Add(
            sentence,
            Severity.Normal,
            options =>
            {
                options.HideIcon = true;
                options.ShowCloseIcon = true;
                if (undo is null)
                    return;
                options.Action = texts["ui.undo"];
                options.OnClick = _ => undo();
            }
        );

    public void Refused(Error error) => snackbar.Add(errors.Of(error), Severity.Warning);
}

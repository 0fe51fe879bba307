using HealthRecord.Domain;
using HealthRecord.Features.Dashboard.Entry;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Dashboard;

/// <summary>Opens quick entry above whatever page one is on.</summary>
public sealed class QuickEntry(
    IDialogService dialogs,
    WhoIsShown who,
    IStringLocalizer<DashboardTexts> texts
)
{
    /// <param name="kind">Code of the kind to begin with; null to choose.</param>
    public async Task OpenAsync(PersonId? person = null, string? kind = null)
    {
        var whose = who.Persons.FirstOrDefault(p => p.Person == (person ?? who.Current));
        if (whose is null)
            return;
        var parameters = new DialogParameters<QuickEntryDialog>
        {
            { d => d.Whose, whose },
            { d => d.Begin, kind },
        };
        await dialogs.ShowAsync<QuickEntryDialog>(
            texts["entry.title", whose.Name],
            parameters,
            new DialogOptions
            {
                CloseButton = true,
                CloseOnEscapeKey = true,
                FullWidth = true,
                MaxWidth = MaxWidth.Small,
            }
        );
    }
}

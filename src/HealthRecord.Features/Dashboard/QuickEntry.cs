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
    private object? page;
    private PersonId begunFor;
    private string? begun;

    /// <summary>While a page of one kind is open, quick entry begins with its kind; another one is a tap away.</summary>
    public void Begin(object whoAsks, PersonId person, string? kind) =>
        (page, begunFor, begun) = (whoAsks, person, kind);

    /// <summary>The page is left. Another that came meanwhile keeps its own.</summary>
    public void End(object whoAsks)
    {
        if (page == whoAsks)
            (page, begun) = (null, null);
    }

    /// <param name="kind">Code of the kind to begin with; null to choose.</param>
    public async Task OpenAsync(PersonId? person = null, string? kind = null)
    {
        var whose = who.Persons.FirstOrDefault(p => p.Person == (person ?? who.Current));
        if (whose is null)
            return;
        var parameters = new DialogParameters<QuickEntryDialog>
        {
            { d => d.Whose, whose },
            { d => d.Begin, kind ?? (begunFor == whose.Person ? begun : null) },
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

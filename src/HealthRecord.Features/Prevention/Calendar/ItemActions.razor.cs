using System.Globalization;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Features.HealthBook;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>What can be said about one item, one tap each: done, later, not for me, wrong.</summary>
public sealed partial class ItemActions
{
    private Panel panel;
    private DateOnly? day;
    private string? note;

    private enum Panel
    {
        None,
        Done,
        Later,
        Wrong,
    }

    [Parameter, EditorRequired]
    public ItemView Value { get; set; } = null!;

    /// <summary>The person's local day.</summary>
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>In the list of what could be written down: nothing is put off there.</summary>
    [Parameter]
    public bool Short { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<ItemSaid> OnSaid { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnInjection { get; set; }

    [CascadingParameter]
    public OnePanel? Only { get; set; }

    private string Named => Value.Dose is { } dose ? $"{Value.Title}, {dose}" : Value.Title;

    private IReadOnlyList<string> Antigens =>
        Value.Item.Missing.Count > 0 ? Value.Item.Missing : Value.Item.Rule.Antigens;

    private bool MayPostpone =>
        !Short
        && Value.Item.PostponedUntil is null
        && Value.Item.State is ItemState.Due or ItemState.Overdue or ItemState.Upcoming;

    private string IsOpen(Panel one) => panel == one ? "true" : "false";

    private void Toggle(Panel one)
    {
        (panel, day, note) = (panel == one ? Panel.None : one, null, null);
        if (panel != Panel.None)
            Only?.Opened(Shut);
    }

    private void Shut()
    {
        Close();
        StateHasChanged();
    }

    private void Close() => panel = Panel.None;

    private Task DoneAsync() =>
        day is { } on ? OnSaid.InvokeAsync(new(Value.Item, DoneOn: on)) : Task.CompletedTask;

    private Task LaterAsync(DateOnly? until) =>
        until is null
            ? Task.CompletedTask
            : OnSaid.InvokeAsync(new(Value.Item, Kind: DecisionKind.Later, Until: until));

    private Task SayAsync(DecisionKind kind) =>
        OnSaid.InvokeAsync(new(Value.Item, Kind: kind, Note: note));

    private string Field(string name) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"due-{name}-{Value.Item.Key.Replace('#', '-')}-{Value.Item.Occurrence:yyyyMMdd}"
        );

    private static string Iso(DateOnly date) =>
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

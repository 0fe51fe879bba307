using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Devices;

/// <summary>What one user of a device measured: the reader ticks what to keep, and says whose it is.</summary>
public sealed partial class DeviceGroupCard
{
    /// <summary>Above this many a list is scrolled, and can be by the keyboard.</summary>
    private const int Shown = 6;
    private const int Most = 200;

    [Parameter, EditorRequired]
    public DeviceGroup Group { get; set; } = null!;

    [Parameter]
    public string? Device { get; set; }

    [Parameter]
    public IReadOnlyList<PersonLabel> Persons { get; set; } = [];

    [Parameter]
    public Error? Error { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback OnSave { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    private string Id => $"device-whose-{Group.User}";

    private string Title =>
        Group.User is { } user ? Texts["device.user", Device ?? "", user] : Device ?? "";

    private IEnumerable<PersonLabel> Choices =>
        Persons.Where(p => Group.Proposal.Candidates.Contains(p.Person));

    private string WhoseName => NameOf(Group.Whose);

    private string ProposedName => NameOf(Group.Proposal.Person?.ToString());

    /// <summary>Nobody who may be written for is a reason of its own.</summary>
    private string Reason => Choices.Any() ? Group.Proposal.Reason.ToString() : "Nobody";

    private string NameOf(string? person) =>
        Choices.FirstOrDefault(p => p.Person.ToString() == person)?.Name ?? "";

    private string SavedWords(SavedReadings saved)
    {
        var said = new List<string>
        {
            saved.Added == 0
                ? Texts["device.saved-nothing"]
                : Texts["device.saved", DeviceWords.Count(saved.Added), WhoseName],
        };
        if (saved.AlreadyThere > 0)
            said.Add(Texts["device.saved-there", DeviceWords.Count(saved.AlreadyThere)]);
        if (saved.DeletedByHand > 0)
            said.Add(Texts["device.saved-deleted", DeviceWords.Count(saved.DeletedByHand)]);
        return string.Join(' ', said);
    }

    /// <summary>Another choice is another act, and is asked about again.</summary>
    private void Again() => (Group.Asked, Group.Operation) = (false, Platform.Data.Ids.New());
}

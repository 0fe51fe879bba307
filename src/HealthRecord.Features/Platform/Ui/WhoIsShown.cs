using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>A member of the family as the shell names them.</summary>
/// <param name="Hue">1 to 8: one of the colours of persons.</param>
public sealed record PersonLabel(
    PersonId Person,
    string Name,
    int Hue,
    string? Photo,
    DateOnly? BornOn
)
{
    /// <summary>When the person is to be erased, if somebody asked for it.</summary>
    public DateTime? EraseAfterUtc { get; init; }

    /// <summary>The way to the person's page.</summary>
    public string Path => $"/p/{Person}";

    public string Initials =>
        string.Concat(
            Name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)
                .Take(2)
                .Select(part => part[..1].ToUpperInvariant())
        );
}

/// <summary>The person that the reader is looking at: it stays from page to page of one circuit.</summary>
public sealed class WhoIsShown
{
    public event EventHandler? Changed;

    public IReadOnlyList<PersonLabel> Persons { get; private set; } = [];

    public PersonId? Current { get; private set; }

    public PersonLabel? Label => Persons.FirstOrDefault(p => p.Person == Current);

    public void Know(IReadOnlyList<PersonLabel> persons)
    {
        Persons = persons;
        if (Label is null)
            Current = persons.Count > 0 ? persons[0].Person : null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void Show(PersonId person)
    {
        if (Current == person)
            return;
        Current = person;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

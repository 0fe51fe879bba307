using HealthRecord.Domain;

namespace HealthRecord.Features.Dashboard;

/// <summary>Whose record changed.</summary>
public sealed class RecordChangedEventArgs(PersonId person) : EventArgs
{
    public PersonId Person { get; } = person;
}

/// <summary>Tells the open page that a record changed through a dialog above it.</summary>
public sealed class RecordChanges
{
    public event EventHandler<RecordChangedEventArgs>? Changed;

    public void Say(PersonId person) => Changed?.Invoke(this, new(person));
}

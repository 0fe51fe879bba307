using HealthRecord.Domain;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Readings;

/// <summary>Expected refusals of readings. The sentences are in the texts beside.</summary>
internal static class ReadingErrors
{
    public static readonly Error NotFound = new("reading.not-found");
    public static readonly Error NotYours = new("reading.not-yours");
    public static readonly Error NoValue = new("reading.no-value");
    public static readonly Error BeforeBirth = new("reading.before-birth");
    public static readonly Error InTheFuture = new("reading.future");
    public static readonly Error StorageFull = new("reading.storage-full");
    public static readonly Error Busy = new("reading.busy");
    public static readonly Error Damaged = new("reading.damaged");
    public static readonly Error KindExists = new("reading.kind-exists");
    public static readonly Error KindRange = new("reading.kind-range");
    public static readonly Error NoteEmpty = new("reading.note-empty");
    public static readonly Error NoteChanged = new("reading.note-changed");
    public static readonly Error SameSource = new("reading.same-source");
    public static readonly Error DraftTooLong = new("reading.draft-too-long");

    public static Error NoteLong(int longest) => new("reading.note-long", longest);

    /// <summary>A field of the form that says nothing we know.</summary>
    public static Error BadField(string field) => new("reading.bad-request", field);

    public static Error KindName(int longest) => new("reading.kind-name", longest);

    public static Error KindUnit(int longest) => new("reading.kind-unit", longest);

    /// <summary>Outside what the kind can be at all, or a unit, part or code that does not fit.</summary>
    public static Error Impossible(Doubt doubt, string? part) =>
        new("reading.impossible", doubt, part ?? "");

    /// <summary>Asked once; said again with the confirmation, it counts like any other.</summary>
    public static Error Doubtful(string? part) => new("reading.doubtful", part ?? "");

    /// <summary>Somebody else said something of this reading meanwhile: both are shown.</summary>
    public static Error Changed(ReadingView present) => new("reading.changed", present);
}

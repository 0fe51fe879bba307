using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.HealthBook;

/// <summary>One part of the health book: what its lines are, and how they are stored, written and told.</summary>
/// <param name="Number">Its neutral number in addresses: no health word stands in one. Never reused.</param>
/// <param name="Name">Key of its name in the texts.</param>
/// <param name="Form">The component that edits one line: parameters <c>Value</c> and <c>OnSave</c>.</param>
internal abstract record BookPart(
    int Number,
    string Name,
    RecordDomains Domain,
    string Icon,
    Type Form
)
{
    public BookGroup Group { get; init; }

    /// <summary>Whether the empty part is worth a line on the page of the book.</summary>
    public Func<BookConcerns, bool> Concerns { get; init; } = _ => true;

    /// <summary>Lines lie ahead: the next one stands first, and what is over below.</summary>
    public bool IsAhead { get; init; }

    /// <summary>The component that stands below a line, with the parameters <c>Person</c> and <c>Line</c>.</summary>
    public Type? Below { get; init; }

    public BookLines Arranged(BookLines lines, DateOnly today) =>
        IsAhead
            ? lines with
            {
                Lines =
                [
                    .. lines.Lines.Where(line => line.Payload.Day >= today).Reverse(),
                    .. lines.Lines.Where(line => !(line.Payload.Day >= today)),
                ],
            }
            : lines;

    public abstract Task<BookLines> ReadAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        CancellationToken ct
    );

    public abstract BookLines Of(SeveralEntries entries);

    public abstract Task<BookLine?> FindAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        EntryId id,
        CancellationToken ct
    );

    public abstract Task<EntryId> AddAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookPayload payload,
        CancellationToken ct
    );

    /// <returns>False when the row is gone.</returns>
    public abstract Task<bool> UpdateAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookLine changed,
        CancellationToken ct
    );

    /// <returns>False when the row is gone.</returns>
    public abstract Task<bool> RemoveAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookLine seen,
        CancellationToken ct
    );

    public abstract BookRow Row(BookPayload payload, IStringLocalizer<HealthBookTexts> texts);

    public abstract string TypeCode { get; }

    /// <summary>Whether a payload is one of this part's.</summary>
    public abstract bool Takes(BookPayload payload);
}

/// <summary>One opened line and the row version it was read at: what an edit must carry.</summary>
public sealed record BookLine(EntryId Id, long Version, BookPayload Payload);

/// <param name="Unreadable">Rows whose seal is damaged: told, the others stay.</param>
internal sealed record BookLines(IReadOnlyList<BookLine> Lines, int Unreadable);

/// <summary>A line as it is told: what it is, and details below it.</summary>
internal sealed record BookRow(string Title, params IReadOnlyList<string> Details)
{
    /// <summary>A number that one tap calls.</summary>
    public string? Phone { get; init; }

    /// <summary>Without the details that there are not.</summary>
    public static BookRow Of(string title, params IEnumerable<string?> details) =>
        new(title, [.. details.Where(text => !string.IsNullOrEmpty(text)).OfType<string>()]);
}

/// <inheritdoc cref="BookPart"/>
internal sealed record BookPart<T>(
    int Number,
    string Name,
    EntryType<T> Type,
    string Icon,
    Type Form,
    Func<T, IStringLocalizer<HealthBookTexts>, BookRow> Words
) : BookPart(Number, Name, Type.Domain, Icon, Form)
    where T : BookPayload
{
    /// <summary>Which entries of the type are lines of this part.</summary>
    public Func<T, bool> Holds { get; init; } = _ => true;

    public override string TypeCode => Type.Code;

    public override bool Takes(BookPayload payload) => payload is T one && Holds(one);

    public override async Task<BookLines> ReadAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        CancellationToken ct
    ) => Ordered(await store.ReadAsync(db, person, Type, ct));

    public override BookLines Of(SeveralEntries entries) => Ordered(entries.Of(Type));

    public override async Task<BookLine?> FindAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        EntryId id,
        CancellationToken ct
    ) => await store.FindAsync(db, person, Type, id, ct) is { } found ? Line(found) : null;

    public override Task<EntryId> AddAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookPayload payload,
        CancellationToken ct
    ) => store.AddAsync(db, person, Type, (T)payload, ct, payload.NaturalKey);

    public override Task<bool> UpdateAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookLine changed,
        CancellationToken ct
    ) => store.UpdateAsync(db, Type, Stored(person, changed), ct);

    public override Task<bool> RemoveAsync(
        EntryStore store,
        HealthDb db,
        PersonId person,
        BookLine seen,
        CancellationToken ct
    ) => store.RemoveAsync(db, Type, Stored(person, seen), ct);

    public override BookRow Row(BookPayload payload, IStringLocalizer<HealthBookTexts> texts) =>
        Words((T)payload, texts);

    private static StoredEntry<T> Stored(PersonId person, BookLine line) =>
        new(line.Id, person, line.Version, (T)line.Payload, line.Payload.NaturalKey, null);

    private static BookLine Line(StoredEntry<T> entry) =>
        new(entry.Id, entry.RowVersion, entry.Payload);

    /// <summary>The newest first; what has no day stands before all.</summary>
    private BookLines Ordered(StoredEntries<T> read) =>
        new(
            [
                .. read
                    .Entries.Where(entry => Holds(entry.Payload))
                    .OrderByDescending(entry => entry.Payload.Day ?? DateOnly.MaxValue)
                    .ThenByDescending(entry => entry.Payload.Time ?? TimeOnly.MinValue)
                    .ThenByDescending(entry => entry.Id.Value)
                    .Select(Line),
            ],
            read.Unreadable.Count
        );
}

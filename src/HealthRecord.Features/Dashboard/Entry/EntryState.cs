using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>One line of the form as it is typed.</summary>
internal sealed class EntryField
{
    public string Text { get; set; } = "";

    /// <summary>Local time of the person; null stands for now.</summary>
    public DateTime? Local { get; set; }
}

/// <summary>What quick entry holds between the keys of the reader and the use case: no page, no database.</summary>
internal sealed class EntryState(Kind kind)
{
    public Kind Kind { get; } = kind;
    public List<EntryField> Fields { get; private set; } = [new()];
    public string? Unit { get; set; } = kind.Units.Count > 0 ? kind.Canonical.Ucum : null;
    public string? Moment { get; set; }
    public string Note { get; set; } = "";
    public Guid Operation { get; private set; } = Ids.New();

    /// <summary>The reader was asked about a doubtful value: saving once more confirms it.</summary>
    public bool Asked { get; private set; }

    public bool IsTable => Fields.Count > 1;

    public void AddField(DateTime local) => Fields.Add(new() { Local = local });

    /// <summary>The last line stays: a form without a line has nothing to type in.</summary>
    public void RemoveField(EntryField field)
    {
        if (Fields.Count > 1)
            Fields.Remove(field);
    }

    /// <summary>A changed text is another act, and whatever was asked of the old one is asked again.</summary>
    public void Changed()
    {
        Asked = false;
        Operation = Ids.New();
    }

    public void Ask() => Asked = true;

    public Outcome<IReadOnlyList<ReadingForm>> Forms(PersonClock clock)
    {
        var filled = Fields.Where(f => !string.IsNullOrWhiteSpace(f.Text)).ToList();
        if (filled.Count == 0)
            return new Error(Kind.Codes.Count > 0 ? "entry.no-choice" : "entry.no-value");
        var forms = new List<ReadingForm>(filled.Count);
        foreach (var field in filled)
        {
            if (EntryText.Read(Kind, field.Text) is not { } values)
                return Kind.Code == "blood-pressure"
                    ? new Error("entry.not-a-pressure", field.Text.Trim())
                    : new Error("entry.not-a-number", field.Text.Trim());
            forms.Add(
                new(
                    Kind.Code,
                    clock.Utc(field.Local ?? clock.Now),
                    values,
                    Unit,
                    Moment: Moment,
                    Note: Note.Trim().Length == 0 ? null : Note.Trim(),
                    Confirmed: Asked
                )
            );
        }
        return forms;
    }

    public EntryDraft Draft() =>
        new(
            Kind.Code,
            [.. Fields.Select(f => new EntryLine(f.Text, f.Local))],
            Unit,
            Moment,
            Note,
            Operation
        );

    public void Restore(EntryDraft draft)
    {
        Fields = [.. draft.Lines.Select(l => new EntryField { Text = l.Text, Local = l.Local })];
        if (Fields.Count == 0)
            Fields.Add(new());
        Unit = draft.Unit;
        Moment = draft.Moment;
        Note = draft.Note;
        Operation = draft.Operation;
    }
}

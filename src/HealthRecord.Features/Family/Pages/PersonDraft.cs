namespace HealthRecord.Features.Family.Pages;

/// <summary>What is being typed about a person. Incomplete dates are empty here until the browser has a whole one.</summary>
public sealed class PersonDraft
{
    public string Name { get; set; } = "";
    public DateOnly? BornOn { get; set; }
    public BiologicalSex Sex { get; set; }
    public int Colour { get; set; }
    public List<ZoneDraft> Zones { get; } = [];

    public static PersonDraft New(int colour)
    {
        var draft = new PersonDraft { Colour = colour % PersonForm.Colours };
        draft.Zones.Add(new ZoneDraft { Iana = PersonZone.Default });
        return draft;
    }

    public static PersonDraft Of(PersonForm form)
    {
        var draft = new PersonDraft
        {
            Name = form.Name,
            BornOn = form.BornOn,
            Sex = form.Sex,
            Colour = form.Colour,
        };
        draft.Zones.AddRange(
            form.Zones.Select(
                (z, i) => new ZoneDraft { From = i == 0 ? null : z.From, Iana = z.Iana }
            )
        );
        if (draft.Zones.Count == 0)
            draft.Zones.Add(new ZoneDraft { Iana = PersonZone.Default });
        return draft;
    }

    public void AddZone() => Zones.Add(new ZoneDraft());

    public PersonForm ToForm() =>
        new()
        {
            Name = Name,
            BornOn = BornOn,
            Sex = Sex,
            Colour = Colour,
            // The first line is "always"; a later one without a day collides with it and is told so.
            Zones =
            [
                .. Zones.Select(z => new PersonZone(z.From ?? DateOnly.MinValue, z.Iana.Trim())),
            ],
        };
}

public sealed class ZoneDraft
{
    public DateOnly? From { get; set; }
    public string Iana { get; set; } = "";
}

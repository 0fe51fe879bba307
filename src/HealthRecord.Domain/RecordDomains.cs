namespace HealthRecord.Domain;

/// <summary>The part of a record that a grant covers. Every kind and every entry type has exactly one.</summary>
/// <remarks>The names in data files and in the API are those of <see cref="RecordDomains"/>.</remarks>
[Flags]
public enum RecordDomains
{
    None = 0,
    Measures = 1,
    Medication = 1 << 1,
    Documents = 1 << 2,
    Sleep = 1 << 3,
    Nutrition = 1 << 4,
    Sport = 1 << 5,
    Addiction = 1 << 6,
    SexualReproductive = 1 << 7,
    Mental = 1 << 8,

    /// <summary>Name, birth date, sex, photo, zones, emergency facts.</summary>
    Facts = 1 << 9,
}

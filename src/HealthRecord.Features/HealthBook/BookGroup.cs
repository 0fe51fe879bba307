namespace HealthRecord.Features.HealthBook;

/// <summary>Under which heading a part stands on the page of the book.</summary>
internal enum BookGroup
{
    /// <summary>What is done for the person: vaccinations, appointments, who cares.</summary>
    Care,

    /// <summary>What concerns the person: growth, symptoms, mood.</summary>
    Self,

    /// <summary>What is asked for: documents, insurance, whom to call.</summary>
    Papers,
}

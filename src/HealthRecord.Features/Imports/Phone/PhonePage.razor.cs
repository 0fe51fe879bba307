using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Imports;

/// <summary>How a phone sends what it measures by itself: the address, the token and an example that works as it stands.</summary>
public sealed partial class PhonePage
{
    private const int AppleSteps = 6;
    private const int AndroidSteps = 5;
    private string whose = "";
    private string address = "";
    private string? example;

    /// <summary>For whom the reader came here.</summary>
    [SupplyParameterFromQuery(Name = "pour")]
    public string? For { get; set; }

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private PublicAddress Address { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnInitialized() =>
        Show(Who.Persons.Any(p => p.Person.ToString() == For) ? For : Who.Current?.ToString());

    private void Show(string? person)
    {
        if (Who.Persons.FirstOrDefault(p => p.Person.ToString() == person) is not { } shown)
            return;
        whose = shown.Person.ToString();
        address = Address.To($"/api/v1/persons/{shown.Person.Value}/ingest");
        // Each instant is written with its offset: whose zone it is does not matter.
        example = PhoneExample.Json(
            ZoneTimeline.Of(PersonZone.Default),
            Time.GetUtcNow().UtcDateTime
        );
    }
}

using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <summary>One measurement in the list, and what the reader decides of it.</summary>
public sealed class DeviceRow(GattMeasurement measurement, bool isApart, bool isFuture)
{
    public GattMeasurement Measurement => measurement;

    public Judgement Judgement { get; } = DeviceReading.JudgementOf(measurement);

    /// <summary>Nothing to keep: the device could not measure, or the value cannot be.</summary>
    public bool IsRefused =>
        measurement.Refusal is not null || Judgement.Verdict == Verdict.Impossible;

    public bool IsDoubtful => !IsRefused && Judgement.Verdict == Verdict.Doubtful;

    /// <summary>The device's clock is more than a day away from now: it may be wrong.</summary>
    public bool IsApart => isApart && !IsRefused;

    /// <summary>It shows a day that is not there yet: as it stands the value cannot be kept.</summary>
    public bool IsFuture => isFuture && !IsRefused;

    public bool Keep { get; set; } = true;

    public bool AtReception { get; set; }

    public DeviceReading Reading(bool confirmed, string? note = null) =>
        new(measurement, AtReception, confirmed && IsDoubtful, note);
}

/// <summary>What one user of the device measured, and whose it is said to be.</summary>
public sealed class DeviceGroup(int? user, IReadOnlyList<DeviceRow> rows)
{
    public int? User => user;

    public IReadOnlyList<DeviceRow> Rows => rows;

    public IReadOnlyList<DeviceRow> Kept =>
        [.. rows.Where(r => r is { IsRefused: false, Keep: true })];

    public OwnerProposal Proposal { get; set; } = new([], null, ProposalReason.None);

    /// <summary>As in <c>PersonId.ToString()</c>; empty while nobody is chosen.</summary>
    public string Whose { get; set; } = "";

    /// <summary>The reader was asked about the doubtful ones once.</summary>
    public bool Asked { get; set; }

    /// <summary>Of this act, so that a lost answer is not a second one.</summary>
    public Guid Operation { get; set; } = Platform.Data.Ids.New();

    public SavedReadings? Saved { get; set; }
}

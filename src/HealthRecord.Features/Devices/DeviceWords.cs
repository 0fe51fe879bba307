using System.Globalization;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Importers.Gatt;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Devices;

/// <summary>Says what a device measured.</summary>
internal static class DeviceWords
{
    /// <summary>The values with their names, as they will stand in the record.</summary>
    public static string Values(GattMeasurement measurement) =>
        string.Join(
            " · ",
            measurement.Values.Select(v =>
                $"{v.Kind.Name(Language.IsFrench)} {ValueWords.AsWritten(v.Kind, [v.Value, .. v.Parts?.Rest ?? []], v.Unit.Ucum)}"
            )
        );

    /// <summary>Why there is nothing to keep; empty when there is.</summary>
    public static string Refusal(
        GattMeasurement measurement,
        IStringLocalizer<DevicesTexts> texts
    ) => measurement.Refusal is { } refusal ? texts[$"device.refused.{refusal}"] : "";

    /// <summary>What the device's clock showed; that it has none, where it has none.</summary>
    public static string When(GattMeasurement measurement, IStringLocalizer<DevicesTexts> texts) =>
        measurement.Time is { } time
            ? texts[
                "device.at",
                Moments.Day(DateOnly.FromDateTime(time), true),
                Moments.Clock(time)
            ]
            : texts["device.at-reception"];

    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);
}

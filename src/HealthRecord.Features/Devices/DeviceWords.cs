using System.Globalization;
using HealthRecord.Domain.Measures;
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
            measurement
                .Values.GroupBy(v => v.Kind)
                .Select(k =>
                    $"{k.Key.Name(Language.IsFrench)} {string.Join(", ", k.Select(Value))}"
                )
        );

    /// <summary>Where a temperature was taken; null when nothing says it.</summary>
    public static string? Site(GattMeasurement measurement, IStringLocalizer<DevicesTexts> texts) =>
        measurement.Site is { } site and not GattSite.Body
            ? texts[$"device.site.{site}"].Value
            : null;

    /// <summary>How finely a scale weighs; null when it does not say.</summary>
    public static string? Step(GattBacklog backlog)
    {
        if (backlog.Scale is not { Step: { } kilograms, StepInPounds: { } pounds })
            return null;
        var unit = backlog
            .Measurements.SelectMany(m => m.Values)
            .FirstOrDefault(v => v.Kind.Code == "body-weight")
            ?.Unit;
        return unit is null
            ? null
            : $"{NumberText.Format(unit.Ucum == "kg" ? kilograms : pounds, Language.IsFrench)}\u00a0{ValueWords.SymbolOf(unit)}";
    }

    private static string Value(GattValue value) =>
        ValueWords
            .AsWritten(value.Kind, [value.Value, .. value.Parts?.Rest ?? []], value.Unit.Ucum)
            .ToString();

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

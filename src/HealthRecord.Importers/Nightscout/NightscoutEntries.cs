using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Tables;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Nightscout;

/// <summary>Entries: <c>sgv</c> of a sensor, <c>mbg</c> of a meter, <c>cal</c> of nobody's blood; and what was given (insulin, carbohydrates).</summary>
/// <remarks>
/// The number of a sensor is in mg/dL whatever the site shows. Below 39 it is a code for what went wrong. A reading that two
/// programs uploaded stands there twice with two devices: two sources, which are recognised later.
/// </remarks>
internal sealed class NightscoutEntries(Handover handover)
{
    private const double LowestReal = 39;
    private const int MostSources = 1000;
    private const int LongestName = 120;

    private static readonly NumberField Sensor = NumberField.Of("glucose-interstitial", "mg/dL");
    private static readonly NumberField Meter = NumberField.Of("glucose", "mg/dL");
    private static readonly NumberField MeterMmol = NumberField.Of("glucose", "mmol/L");
    private static readonly NumberField Insulin = NumberField.Of("insulin-dose");
    private static readonly NumberField Carbohydrates = NumberField.Of("carbohydrate-intake", "g");

    private readonly Dictionary<string, SourceKey> sources = new(StringComparer.Ordinal);

    public void Take(JsonElement item)
    {
        if (item.Get("eventType") is not null || item.Get("created_at") is not null)
        {
            TakeTreatment(item);
            return;
        }
        var type = item.Text("type") ?? (item.Get("mbg") is null ? "sgv" : "mbg");
        switch (type)
        {
            case "sgv":
                TakeGlucose("sgv", Sensor, item, item.Text("sgv"));
                break;
            case "mbg":
                TakeGlucose("mbg", Meter, item, item.Text("mbg"));
                break;
            // What the sensor was compared with is there as a reading of the meter.
            case "cal":
                handover.Refuse("cal", RefusalReason.NotAMeasurement, item.Text("dateString"));
                break;
            default:
                handover.Refuse("entry", RefusalReason.UnknownType, type);
                break;
        }
    }

    /// <summary>Rows of: when, when in milliseconds, mg/dL, direction, device.</summary>
    public void ReadTable(SourceFile file, char delimiter, CancellationToken ct)
    {
        using var table = TableReader.Open(file, delimiter);
        while (table.Read() is { } row)
        {
            ct.ThrowIfCancellationRequested();
            if (row.IsCut)
                handover.Refuse("sgv", RefusalReason.Incomplete, row[0], row.Line);
            else if (row.Cells.Count < 3 || !long.TryParse(row[1], null, out var ms))
                handover.Refuse("sgv", RefusalReason.Date, row[0], row.Line);
            else
                TakeValue(
                    new Found("sgv", Sensor.Measure, SourceOf(row[4]), ms, ms, default)
                    {
                        Line = row.Line,
                    },
                    Sensor,
                    row[2]
                );
        }
    }

    private void TakeGlucose(string origin, NumberField field, JsonElement item, string? value)
    {
        var isDated = IsoTime.TryParse(item.Text("dateString"), out var written);
        var ms = item.Whole("date") ?? (isDated ? written.Ms : null);
        if (ms is not { } at)
        {
            handover.Refuse(origin, RefusalReason.Date, item.Text("dateString"));
            return;
        }
        var where = new Found(origin, field.Measure, SourceOf(item.Text("device")), at, at, default)
        {
            Zone = IsoTime.ZoneOf(item.Whole("utcOffset")) ?? written.Zone,
            Identity = IdentityOf(item),
        };
        if (value is null)
            handover.Refuse(origin, RefusalReason.Incomplete, null);
        else
            TakeValue(where, field, value);
    }

    private void TakeValue(in Found where, NumberField field, string value)
    {
        if (
            field == Sensor
            && DecimalText.TryParse(value, out var number)
            && number.ToDouble() < LowestReal
        )
            handover.Refuse(where.Origin, RefusalReason.Sentinel, value, where.Line);
        else if (value.Length == 0)
            handover.Refuse(where.Origin, RefusalReason.Incomplete, null, where.Line);
        else
            handover.Take(where, field, value);
    }

    private void TakeTreatment(JsonElement item)
    {
        var isDated = IsoTime.TryParse(item.Text("created_at"), out var written);
        if (!isDated)
        {
            handover.Refuse("treatment", RefusalReason.Date, item.Text("created_at"));
            return;
        }
        var where = new Found(
            "treatment/insulin",
            Insulin.Measure,
            SourceOf(item.Text("enteredBy")),
            written.Ms,
            written.Ms,
            default
        )
        {
            Zone = IsoTime.ZoneOf(item.Whole("utcOffset")) ?? written.Zone,
            Identity = IdentityOf(item),
        };
        var any = TakeUnlessZero(where, Insulin, item.Text("insulin"));
        any |= TakeUnlessZero(
            where with
            {
                Origin = "treatment/carbs",
            },
            Carbohydrates,
            item.Text("carbs")
        );
        if (item.Text("glucose") is { } glucose && item.Text("glucoseType") == "Finger")
        {
            handover.Take(
                where with
                {
                    Origin = "treatment/glucose",
                },
                item.Text("units") is "mmol" or "mmol/L" ? MeterMmol : Meter,
                glucose
            );
            any = true;
        }
        if (!any)
            handover.Refuse("treatment", RefusalReason.UnknownType, item.Text("eventType"));
    }

    /// <summary>Forms write 0 for what was not given.</summary>
    private bool TakeUnlessZero(in Found where, NumberField field, string? text)
    {
        if (text is null || (DecimalText.TryParse(text, out var number) && number.Digits == 0))
            return false;
        handover.Take(where, field, text);
        return true;
    }

    private static ExternalIdentity? IdentityOf(JsonElement item) =>
        (item.Text("_id") ?? item.Get("_id").Get("$oid").Text() ?? item.Text("identifier"))
            is { Length: > 0 and <= 100 } id
            ? new(id, 0)
            : null;

    private SourceKey SourceOf(string? device)
    {
        var name = device is { Length: > LongestName }
            ? device[..LongestName]
            : device?.Trim() ?? "";
        if (sources.TryGetValue(name, out var known))
            return known;
        if (sources.Count == MostSources)
            throw new ImportRefusedException(Refusals.TooManySources);
        return sources[name] = new(
            NightscoutFormat.Producer,
            name.Length == 0 ? "Nightscout" : name
        );
    }
}

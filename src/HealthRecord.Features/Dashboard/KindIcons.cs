using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using MudBlazor;

namespace HealthRecord.Features.Dashboard;

/// <summary>One drawing a kind, from one set; it always stands beside the word.</summary>
internal static class KindIcons
{
    public static string Of(Kind kind) =>
        kind.Code switch
        {
            "body-weight" or "fat-mass" or "lean-mass" or "muscle-mass" or "bone-mass" => Icons
                .Material
                .Outlined
                .MonitorWeight,
            "blood-pressure" or "systolic" or "diastolic" => Icons.Material.Outlined.Compress,
            "body-temperature" or "basal-body-temperature" => Icons.Material.Outlined.Thermostat,
            "heart-rate" or "resting-heart-rate" or "walking-heart-rate" => Icons
                .Material
                .Outlined
                .MonitorHeart,
            "glucose" or "glucose-interstitial" => Icons.Material.Outlined.Bloodtype,
            "spo2" or "respiratory-rate" => Icons.Material.Outlined.Air,
            "height" or "waist" or "hip" or "head-circumference" => Icons
                .Material
                .Outlined
                .Straighten,
            "steps" or "distance" or "floors" => Icons.Material.Outlined.DirectionsWalk,
            "active-energy" or "resting-energy" => Icons.Material.Outlined.LocalFireDepartment,
            "water-intake" => Icons.Material.Outlined.WaterDrop,
            _ => OfDomain(kind.Domain),
        };

    private static string OfDomain(RecordDomains domain) =>
        domain switch
        {
            RecordDomains.Sleep => Icons.Material.Outlined.Bedtime,
            RecordDomains.Sport => Icons.Material.Outlined.FitnessCenter,
            RecordDomains.Nutrition => Icons.Material.Outlined.Restaurant,
            RecordDomains.Medication => Icons.Material.Outlined.Medication,
            RecordDomains.Mental => Icons.Material.Outlined.SentimentSatisfied,
            _ => Icons.Material.Outlined.ShowChart,
        };
}

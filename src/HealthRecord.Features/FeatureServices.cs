using HealthRecord.Features.Accounts;
using HealthRecord.Features.Api;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Demo;
using HealthRecord.Features.Devices;
using HealthRecord.Features.Family;
using HealthRecord.Features.Growth;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Operations;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Prevention;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Reminders;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features;

/// <summary>Every feature, once.</summary>
public static class FeatureServices
{
    public static IServiceCollection AddHealthRecordFeatures(this IServiceCollection services)
    {
        services.AddMail();
        services.AddAccounts();
        services.AddFamily();
        services.AddReadings();
        services.AddImports();
        services.AddDevices();
        services.AddVendorClouds();
        services.AddDashboard();
        services.AddHealthBook();
        services.AddGrowth();
        services.AddMedication();
        services.AddPrevention();
        services.AddReminders();
        services.AddDemo();
        services.AddApi();
        services.AddOperations();
        return services;
    }

    public static void MapHealthRecordFeatures(this IEndpointRouteBuilder routes)
    {
        routes.MapMail();
        routes.MapAccounts();
        routes.MapFamily();
        routes.MapReadings();
        routes.MapImports();
        routes.MapConnections();
        routes.MapDashboard();
        routes.MapReminders();
        routes.MapHealthBook();
        routes.MapApi();
    }
}

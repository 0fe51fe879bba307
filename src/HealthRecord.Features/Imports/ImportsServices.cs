using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Imports;

internal static class ImportsServices
{
    public static void AddImports(this IServiceCollection services)
    {
        services
            .AddOptions<ImportOptions>()
            .Configure<IConfiguration>((o, c) => c.GetSection("Imports").Bind(o));
        services.TryAddSingleton(s => new UploadFolder(
            s.GetRequiredService<RecordFolders>().Uploads
        ));
        services.AddSingleton<UploadFiles>();
        services.AddSingleton<ImportRuns>();
        services.AddSingleton<ImportQueue>();
        services.AddSingleton<ImportLeases>();
        services.AddSingleton<RetractionSearch>();
        services.AddSingleton<ImportPreparation>();
        services.AddSingleton<ImportWorkouts>();
        services.AddSingleton<ImportEcgs>();
        services.AddSingleton<ImportCommit>();
        services.AddSingleton<ImportDomains>();
        services.AddSingleton<ImportPasswords>();
        services.AddSingleton<RememberedColumns>();
        services.AddSingleton<ImportJob>();
        services.AddSingleton<ImportHousekeeping>();
        services.AddSingleton<DeliveredFiles>();
        services.AddHostedService<ImportRecovery>();

        services.AddSingleton<IngestDay>();
        services.AddSingleton<IngestReadings>();
        services.AddSingleton<ReadPersonDevices>();
        services.AddSingleton<CreateUploadLink>();
        services.AddSingleton<ReadUploadLinks>();
        services.AddSingleton<RevokeUploadLink>();
        services.AddSingleton<DepositFile>();
        services.AddSingleton<StartImport>();
        services.AddSingleton<AppendUpload>();
        services.AddSingleton<ReadImports>();
        services.AddSingleton<RunImportAgain>();
        services.AddSingleton<CancelImport>();
        services.AddSingleton<AnswerImport>();
        services.AddSingleton<ForgetColumns>();
        services.AddSingleton<UndoImport>();
        services.AddSingleton<MoveImport>();
    }

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        routes.MapUploads();
        routes.MapDepot();
    }
}

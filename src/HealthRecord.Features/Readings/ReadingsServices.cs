using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Readings;

internal static class ReadingsServices
{
    public static void AddReadings(this IServiceCollection services)
    {
        services.TryAddSingleton<EntryStore>();
        services.AddSingleton<PersonKinds>();
        services.AddSingleton<ReadableKinds>();
        services.AddSingleton<PersonDayContexts>();
        services.AddSingleton<SegmentStore>();
        services.AddSingleton<RecordWriter>();
        services.AddSingleton<DayTables>();
        services.AddSingleton<AnsweredOperations>();
        services.AddSingleton<ReadingRules>();
        services.AddSingleton<ReadingFinder>();
        services.AddSingleton<ReadingMarks>();

        services.AddSingleton<DefineKind>();
        services.AddSingleton<ReadKinds>();
        services.AddSingleton<LogReadings>();
        services.AddSingleton<EditReading>();
        services.AddSingleton<DeleteReading>();
        services.AddSingleton<ConfirmReading>();
        services.AddSingleton<SplitReading>();
        services.AddSingleton<UndoChange>();
        services.AddSingleton<ReadReadings>();
        services.AddSingleton<ReadReading>();
        services.AddSingleton<ReadDays>();
        services.AddSingleton<ReadLatest>();
        services.AddSingleton<ExplainDay>();
        services.AddSingleton<SourceDecisions>();
        services.AddSingleton<ReadSources>();
        services.AddSingleton<ReadDevices>();
        services.AddSingleton<OrderSources>();
        services.AddSingleton<DeclareSameDevice>();
        services.AddSingleton<OverruleDay>();
        services.AddSingleton<WriteNote>();
        services.AddSingleton<ReadTimeline>();
        services.AddSingleton<ReadWorkout>();
        services.AddSingleton<ReadEcg>();
        services.AddSingleton<DecideWorkout>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<ExportReadings>();
    }

    public static void MapReadings(this IEndpointRouteBuilder routes) => routes.MapExports();
}

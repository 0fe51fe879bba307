using HealthRecord.Features.Prevention.Calendar;
using HealthRecord.Features.Prevention.Facts;
using HealthRecord.Features.Prevention.Operator;
using HealthRecord.Features.Prevention.Store;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Prevention;

internal static class PreventionServices
{
    public static void AddPrevention(this IServiceCollection services)
    {
        services.AddSingleton<ProgrammeInForce>();
        services.AddSingleton<PersonProgramme>();
        services.AddSingleton<ReadCalendar>();
        services.AddSingleton<RecordDone>();
        services.AddSingleton<DecideItem>();
        services.AddSingleton<SayComplete>();
        services.AddSingleton<TakeBackWord>();
        services.AddSingleton<ReadDueLine>();
        services.AddSingleton<ReadQuestions>();
        services.AddSingleton<AnswerQuestion>();
        services.AddSingleton<ReadProgramme>();
        services.AddSingleton<LoadProgramme>();
        services.AddSingleton<SwitchLine>();
    }
}

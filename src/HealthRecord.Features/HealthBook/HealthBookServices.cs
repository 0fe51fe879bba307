using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.HealthBook;

internal static class HealthBookServices
{
    public static void AddHealthBook(this IServiceCollection services)
    {
        services.AddSingleton<ReadBook>();
        services.AddSingleton<ReadBookPart>();
        services.AddSingleton<SaveBookEntry>();
        services.AddSingleton<RemoveBookEntry>();
    }
}

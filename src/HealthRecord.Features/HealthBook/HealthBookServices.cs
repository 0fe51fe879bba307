using HealthRecord.Features.HealthBook.Appointments;
using HealthRecord.Features.HealthBook.Documents;
using Microsoft.AspNetCore.Routing;
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
        services.AddSingleton<ReadAppointments>();
        services.AddSingleton<DownloadAppointment>();
        services.AddSingleton<DocumentProof>();
        services.AddSingleton<ReadDocuments>();
        services.AddSingleton<AddDocument>();
        services.AddSingleton<OpenDocument>();
        services.AddSingleton<EditDocument>();
        services.AddSingleton<RemoveDocument>();
    }

    public static void MapHealthBook(this IEndpointRouteBuilder routes)
    {
        routes.MapAppointments();
        routes.MapDocuments();
    }
}

using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Medication.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Medication;

internal static class MedicationServices
{
    public static void AddMedication(this IServiceCollection services)
    {
        services.AddSingleton<PersonMedicines>();
        services.AddSingleton<ReadMedicines>();
        services.AddSingleton<SaveMedicine>();
        services.AddSingleton<AnswerDose>();
        services.AddSingleton<UndoDose>();
        services.AddSingleton<ReadDoseMonth>();
        services.AddSingleton<MedicineWords>();
    }
}

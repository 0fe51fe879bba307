using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Appointments;
using HealthRecord.Features.HealthBook.Conditions;
using HealthRecord.Features.HealthBook.Cycles;
using HealthRecord.Features.HealthBook.EmergencyContacts;
using HealthRecord.Features.HealthBook.Insurances;
using HealthRecord.Features.HealthBook.Moods;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Professionals;
using HealthRecord.Features.HealthBook.Relatives;
using HealthRecord.Features.HealthBook.Symptoms;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Prevention.Exams;

namespace HealthRecord.Features.HealthBook;

/// <summary>The parts of the health book, in the order in which a family looks for them.</summary>
internal static class BookParts
{
    public static IReadOnlyList<BookPart> All { get; } =
    [
        Vaccination.Part,
        Medicine.Part,
        ExamPart.Part,
        Appointment.Part,
        Condition.Part,
        Allergy.Part,
        Professional.Part,
        Symptom.Part,
        Mood.Part,
        Cycle.Part,
        PregnancyEntry.Part,
        RelativeHistory.Part,
        EmergencyContact.Part,
        Insurance.Part,
    ];

    public static BookPart? Find(int number) => All.FirstOrDefault(part => part.Number == number);
}

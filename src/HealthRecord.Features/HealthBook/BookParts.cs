using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Medication;

namespace HealthRecord.Features.HealthBook;

/// <summary>The parts of the health book, in the order in which a family looks for them.</summary>
internal static class BookParts
{
    public static IReadOnlyList<BookPart> All { get; } =
    [Vaccination.Part, Medicine.Part, Allergy.Part, PregnancyEntry.Part];

    public static BookPart? Find(int number) => All.FirstOrDefault(part => part.Number == number);
}

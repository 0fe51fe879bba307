using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Prevention.Exams;

namespace HealthRecord.Features.HealthBook;

/// <summary>The parts of the health book, in the order in which a family looks for them.</summary>
internal static class BookParts
{
    public static IReadOnlyList<BookPart> All { get; } =
    [Vaccination.Part, Allergy.Part, PregnancyEntry.Part, ExamPart.Part];

    public static BookPart? Find(int number) => All.FirstOrDefault(part => part.Number == number);
}

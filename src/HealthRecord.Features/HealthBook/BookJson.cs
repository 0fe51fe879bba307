using System.Text.Json.Serialization;
using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Medication;

namespace HealthRecord.Features.HealthBook;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Vaccination))]
[JsonSerializable(typeof(Allergy))]
[JsonSerializable(typeof(Medicine))]
[JsonSerializable(typeof(PregnancyEntry))]
internal sealed partial class BookJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Vaccinations;

namespace HealthRecord.Features.HealthBook;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Vaccination))]
[JsonSerializable(typeof(Allergy))]
internal sealed partial class BookJson : JsonSerializerContext;

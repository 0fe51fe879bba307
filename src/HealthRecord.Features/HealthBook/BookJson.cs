using System.Text.Json.Serialization;
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

namespace HealthRecord.Features.HealthBook;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Vaccination))]
[JsonSerializable(typeof(Allergy))]
[JsonSerializable(typeof(Medicine))]
[JsonSerializable(typeof(PregnancyEntry))]
[JsonSerializable(typeof(Appointment))]
[JsonSerializable(typeof(Condition))]
[JsonSerializable(typeof(Symptom))]
[JsonSerializable(typeof(Mood))]
[JsonSerializable(typeof(Cycle))]
[JsonSerializable(typeof(Professional))]
[JsonSerializable(typeof(Insurance))]
[JsonSerializable(typeof(EmergencyContact))]
[JsonSerializable(typeof(RelativeHistory))]
internal sealed partial class BookJson : JsonSerializerContext;

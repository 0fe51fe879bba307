using HealthRecord.Domain;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Readings;

/// <summary>What somebody typed, or a program sent: the value as written and when it was measured.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="StartUtc">Start instant, UTC.</param>
/// <param name="Values">In the order of the kind's components; one number for most kinds.</param>
/// <param name="Unit">UCUM code; null for the canonical one.</param>
/// <param name="Moment">Code of the occasion, as in <c>before-meal</c>.</param>
/// <param name="Confirmed">The person was asked about a doubtful value and said that it is right.</param>
public sealed record ReadingForm(
    string Kind,
    DateTime StartUtc,
    IReadOnlyList<WrittenNumber?> Values,
    string? Unit = null,
    TimeSpan Duration = default,
    string? Zone = null,
    string? Moment = null,
    string? Note = null,
    bool Confirmed = false
);

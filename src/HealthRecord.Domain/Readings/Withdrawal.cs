namespace HealthRecord.Domain.Readings;

/// <summary>A source took back what it said under a name, in this version and every earlier one.</summary>
/// <remarks>
/// A member of a set like <see cref="Fact"/>: it hides the reading of that name whether it came before or after it, and
/// undoing the imports that carried it shows the reading again. A higher version of the reading is a correction and stands.
/// </remarks>
/// <param name="Imports">Who carried it; a withdrawal that nobody carries any more disappears.</param>
public sealed record Withdrawal(ExternalIdentity Identity, ImportSet Imports);

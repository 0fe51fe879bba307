namespace HealthRecord.Importers.Fit;

/// <summary>A field as a file lays it out.</summary>
/// <param name="At">Offset in the message.</param>
/// <param name="Type">Base type, 0 to 16.</param>
internal readonly record struct FitField(byte Number, int At, byte Size, byte Type);

/// <summary>How messages of one local type lie in the file.</summary>
/// <param name="Size">All fields, those of developers included.</param>
internal sealed record FitDefinition(ushort Message, bool IsBigEndian, FitField[] Fields, int Size);

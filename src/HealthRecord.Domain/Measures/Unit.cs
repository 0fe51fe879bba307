namespace HealthRecord.Domain.Measures;

/// <summary>A unit in which a kind may be written. <c>canonical = written × Scale + Offset</c>.</summary>
/// <param name="Ucum">UCUM code, as in <c>mm[Hg]</c>.</param>
/// <param name="Scale">Factor to the kind's canonical unit.</param>
/// <param name="Offset">Added after scaling: -32/1.8 for degrees Fahrenheit, 0 elsewhere.</param>
/// <param name="Symbol">What is shown beside a value.</param>
public sealed record Unit(string Ucum, double Scale, double Offset, string Symbol)
{
    public double ToCanonical(double written) => (written * Scale) + Offset;

    public double FromCanonical(double canonical) => (canonical - Offset) / Scale;
}

using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;

namespace HealthRecord.Features.Dashboard;

/// <summary>A number as people read it, and its unit as it stands beside it.</summary>
public sealed record ShownValue(string Number, string Unit)
{
    public override string ToString() => Unit.Length == 0 ? Number : $"{Number}\u00a0{Unit}";
}

/// <summary>Writes values of kinds: a comma in French, hours and minutes for lengths, both numbers for blood pressure.</summary>
internal static class ValueWords
{
    private const int MostDecimals = 3;

    public static ShownValue Of(
        Kind kind,
        double canonical,
        double second = double.NaN,
        Unit? unit = null
    )
    {
        var shape = KindShapes.Of(kind);
        if (shape == KindShape.Night)
            return new(Hours(canonical), "");
        if (kind.Units.Count == 0)
            return new(Number(canonical, 0), "");
        if (shape == KindShape.Pair)
            return new($"{Number(canonical, 0)}/{Number(second, 0)}", SymbolOf(kind.Canonical));
        var shown = unit ?? kind.Canonical;
        if (shown.Ucum == "h" && shape == KindShape.Total)
            return new(Hours(canonical), "");
        return new(
            Number(shown.FromCanonical(canonical), DecimalsIn(kind, shown)),
            SymbolOf(shown)
        );
    }

    /// <summary>A difference: an offset of the unit (degrees Fahrenheit) has no part in it.</summary>
    public static ShownValue Change(Kind kind, double canonical, Unit? unit = null)
    {
        if (kind.Units.Count == 0 || KindShapes.Of(kind) == KindShape.Night)
            return new(Hours(canonical), "");
        var shown = unit ?? kind.Canonical;
        return shown.Ucum == "h"
            ? new(Hours(canonical), "")
            : new(Number(canonical / shown.Scale, DecimalsIn(kind, shown)), SymbolOf(shown));
    }

    /// <summary>As it was written, digit by digit.</summary>
    public static ShownValue AsWritten(
        Kind kind,
        IReadOnlyList<WrittenNumber?> values,
        string? unit
    )
    {
        var symbol = kind.Units.FirstOrDefault(u => u.Ucum == unit) is { } known
            ? SymbolOf(known)
            : "";
        return new(Entry.EntryText.Write(kind, values, Language.IsFrench), symbol);
    }

    public static string Hours(double hours)
    {
        if (!double.IsFinite(hours))
            return "–";
        var minutes = (long)Math.Round(hours * 60);
        return minutes < 60
            ? $"{minutes}\u00a0min"
            : $"{minutes / 60}\u00a0h\u00a0{minutes % 60:00}";
    }

    /// <summary>A bare count ("score", "code") has a name of its own and needs no unit.</summary>
    public static string SymbolOf(Unit unit) =>
        unit.Symbol is "1" or "score" or "code" or "count" or "flag"
            ? ""
            : UnitSymbols.Of(unit, Language.IsFrench);

    public static int DecimalsIn(Kind kind, Unit unit) =>
        unit.Ucum == "km"
            ? 2
            : Math.Clamp(kind.Decimals + (int)Math.Round(Math.Log10(unit.Scale)), 0, MostDecimals);

    /// <summary>At most so many decimals, without zeros that say nothing.</summary>
    public static string Number(double value, int decimals)
    {
        var text = NumberText.Format(value, decimals, Language.IsFrench);
        return decimals == 0 ? text : text.TrimEnd('0').TrimEnd(',', '.');
    }
}

using System.Runtime.CompilerServices;

namespace HealthRecord.Importers.Apple;

/// <summary>Which elements are open, also where a damaged file forgot to close some.</summary>
/// <param name="closed">Called for every element once, from the inside out, when it is no longer open.</param>
internal sealed class AppleNesting(Action<AppleElement> closed)
{
    private const int Deepest = 64;

    private readonly AppleElement[] open = new AppleElement[Deepest];

    public int Depth { get; private set; }

    /// <summary>Elements that ended where they should not, or did not.</summary>
    public long Misnested { get; private set; }

    public AppleElement Inside => Depth == 0 ? AppleElement.Other : open[Depth - 1];

    public bool IsIn(AppleElement element) => open.AsSpan(0, Depth).Contains(element);

    /// <exception cref="ImportRefusedException">Deeper than any export.</exception>
    public void Open(AppleElement element)
    {
        if (Depth == Deepest)
            throw new ImportRefusedException(Refusals.TooDeep);
        open[Depth++] = element;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Close(AppleElement element)
    {
        if (Depth == 0)
            return;
        var at = Depth - 1;
        while (at >= 0 && open[at] != element)
            at--;
        if (at < Depth - 1)
        {
            Misnested++;
            // A name that nothing open has was meant for what is open, except for the root: that one is closed by its own.
            if (at < 0)
                at = Math.Max(Depth - 1, 1);
        }
        while (Depth > at)
            closed(open[--Depth]);
    }

    /// <summary>Closes what a damaged file left open, so that what comes next stands where it belongs.</summary>
    public void CloseUntil(AppleElement one, AppleElement other)
    {
        var at = Depth - 1;
        while (at > 0 && open[at] != one && open[at] != other)
            at--;
        while (Depth - 1 > at)
        {
            Misnested++;
            closed(open[--Depth]);
        }
    }
}

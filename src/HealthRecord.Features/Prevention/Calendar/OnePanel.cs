namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>Of the panels of a page one is open at a time: opening one closes the other.</summary>
public sealed class OnePanel
{
    private Action? close;

    public void Opened(Action closeThis)
    {
        if (close is not null && close != closeThis)
            close();
        close = closeThis;
    }
}

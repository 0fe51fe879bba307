namespace HealthRecord.Features.Dashboard;

/// <summary>Ages in full years.</summary>
internal static class Ages
{
    /// <summary>Null when the birth date is not known, or lies ahead.</summary>
    public static int? Of(DateOnly? born, DateOnly today)
    {
        if (born is not { } day || day > today)
            return null;
        var years = today.Year - day.Year;
        return day.AddYears(years) > today ? years - 1 : years;
    }
}

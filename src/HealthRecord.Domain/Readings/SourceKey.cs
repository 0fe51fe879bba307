namespace HealthRecord.Domain.Readings;

/// <summary>Where readings come from: a producer and the name it gives the device or app, normalised.</summary>
/// <param name="Producer">Short code of the way in: <c>apple</c>, <c>hand</c>, <c>api</c>, <c>fit</c>.</param>
/// <param name="Name">As shown to people: <c>Montre d'Ana</c>. Empty for hand and API.</param>
public sealed record SourceKey(string Producer, string Name)
{
    public static readonly SourceKey ByHand = new("hand", "");
    public static readonly SourceKey Api = new("api", "");

    /// <summary>One text that is equal exactly when the sources are: what tags are computed from.</summary>
    public string Canonical => $"{Producer}\u001f{Name}";
}

/// <summary>What a source is, for the default order of priority.</summary>
public enum SourceClass
{
    /// <summary>Watch, bracelet, ring: wins for intervals.</summary>
    Worn = 0,

    /// <summary>Scale, cuff, meter, thermometer.</summary>
    Sensor = 1,
    Phone = 2,

    /// <summary>An app that copies, or that we do not recognise.</summary>
    App = 3,
    Hand = 4,
}

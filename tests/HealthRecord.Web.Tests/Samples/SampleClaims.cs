using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>A row of the report: how many records of that name the file holds, whatever became of them.</summary>
/// <param name="Refused">How many of them cannot be readings; null where the truth does not say.</param>
internal sealed record RowClaim(string Origin, long Records, long? Refused);

/// <summary>Numbers that are kept.</summary>
/// <param name="Part">Which number of a reading of several.</param>
/// <param name="Unit">Of the truth, once it has been multiplied by <paramref name="Factor"/>; null for the kind's own.</param>
/// <param name="WithRefused">Origin of refused lines of which the numbers belong to the truth too.</param>
/// <param name="Where">Which readings of the kind, where the truth tells only of some.</param>
internal sealed record ValueClaim(
    string Kind,
    int Part,
    Figures Truth,
    string? Unit,
    double Factor,
    string? WithRefused,
    Func<JsonElement, bool>? Where
);

/// <summary>Readings of a coded kind.</summary>
internal sealed record CodeClaim(string Kind, string Code, long? Count, double? Seconds);

/// <summary>When the first and the last reading of a kind are.</summary>
internal sealed record TimeClaim(string Kind, DateTimeOffset First, DateTimeOffset Last);

/// <summary>Everything that the ground truth lets one expect of a file once it has gone through the product.</summary>
internal sealed class SampleClaims
{
    public List<RowClaim> Rows { get; } = [];
    public List<ValueClaim> Values { get; } = [];
    public List<CodeClaim> Codes { get; } = [];
    public List<TimeClaim> Times { get; } = [];

    /// <summary>Figures of workouts, in the kind's own unit.</summary>
    public List<ValueClaim> Totals { get; } = [];
    public long Workouts { get; set; }
    public long WorkoutsRepeated { get; set; }

    /// <summary>It holds no reading at all: the report says what it is instead.</summary>
    public string? NothingBut { get; set; }

    public SampleClaims Row(string origin, long records, long? refused = null)
    {
        Rows.Add(new(origin, records, refused));
        return this;
    }

    public SampleClaims Row(string origin, JsonElement count) => Row(origin, count.GetInt64());

    public SampleClaims Value(
        string kind,
        JsonElement statistic,
        string? unit = null,
        double factor = 1,
        int part = 0,
        string? withRefused = null,
        Func<JsonElement, bool>? where = null
    ) => Value(kind, Figures.Of(statistic), unit, factor, part, withRefused, where);

    public SampleClaims Value(
        string kind,
        Figures truth,
        string? unit = null,
        double factor = 1,
        int part = 0,
        string? withRefused = null,
        Func<JsonElement, bool>? where = null
    )
    {
        Values.Add(new(kind, part, truth, unit, factor, withRefused, where));
        return this;
    }

    /// <summary>A column of numbers, each of which is a reading or part of one.</summary>
    public SampleClaims Column(
        string origin,
        JsonElement statistic,
        string kind,
        string? unit = null,
        double factor = 1,
        int part = 0
    ) =>
        Row(origin, statistic.GetProperty("n").GetInt64())
            .Value(kind, statistic, unit, factor, part, withRefused: origin);

    public SampleClaims Code(string kind, string code, long? count = null, double? seconds = null)
    {
        Codes.Add(new(kind, code, count, seconds));
        return this;
    }

    public SampleClaims Total(string kind, Figures truth, double factor = 1)
    {
        Totals.Add(new(kind, 0, truth, null, factor, null, null));
        return this;
    }

    public SampleClaims Time(string kind, DateTimeOffset first, DateTimeOffset last)
    {
        Times.Add(new(kind, first, last));
        return this;
    }
}

using System.Diagnostics.Metrics;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>Counts letters, without a word of whom or what.</summary>
internal sealed class ReminderMeter : IDisposable
{
    public const string MeterName = "HealthRecord.Reminders";
    public const string RepeatedCounter = "healthrecord.reminders.repeated";
    private readonly Meter meter;
    private readonly Counter<long> sent;
    private readonly Counter<long> refused;
    private readonly Counter<long> repeated;
    private readonly Counter<long> givenUp;

    public ReminderMeter(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        sent = meter.CreateCounter<long>("healthrecord.reminders.sent");
        refused = meter.CreateCounter<long>("healthrecord.reminders.refused");
        repeated = meter.CreateCounter<long>(
            RepeatedCounter,
            description: "Letters tried again after a try of which nobody knows how it ended: the recipient may have two."
        );
        givenUp = meter.CreateCounter<long>("healthrecord.reminders.given_up");
    }

    public void Sent() => sent.Add(1);

    public void Refused() => refused.Add(1);

    public void Repeated() => repeated.Add(1);

    public void GivenUp() => givenUp.Add(1);

    public void Dispose() => meter.Dispose();
}

using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Prevention.Calendar;
using HealthRecord.Features.Prevention.Facts;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>The prevention calendar, and the answers that change it.</summary>
internal sealed class PreventionProbes : IProbes
{
    private const RecordDomains Words = RecordDomains.Medication;
    private const RecordDomains Answers = RecordDomains.Facts;
    private const string Line = "fr.dental.mtdents";

    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadCalendar), Need.Read, Words, ReadAsync),
            new(typeof(ReadDueLine), Need.Read, Words, LineAsync),
            new(typeof(RecordDone), Need.Write, Words, DoneAsync),
            new(typeof(DecideItem), Need.Write, Words, DecideAsync),
            new(typeof(SayComplete), Need.Write, Words, CompleteAsync),
            new(typeof(TakeBackWord), Need.Write, Words, TakeBackAsync),
            new(typeof(ReadQuestions), Need.Read, Answers, QuestionsAsync),
            new(typeof(AnswerQuestion), Need.Write, Answers, AnswerAsync),
        ];

    private static async Task<bool> ReadAsync(Attempt a) =>
        (await a.Host.Get<ReadCalendar>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> LineAsync(Attempt a) =>
        (await a.Host.Get<ReadDueLine>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static int days;

    private static async Task<bool> DoneAsync(Attempt a) =>
        (
            await a
                .Host.Get<RecordDone>()
                .RunAsync(
                    a.Actor,
                    a.Person,
                    Line,
                    // Another day at each attempt: the same one is there already.
                    new DateOnly(2025, 1, 1).AddDays(Interlocked.Increment(ref days)),
                    a.Ct
                )
        ).Succeeded;

    private static async Task<bool> DecideAsync(Attempt a) =>
        (
            await a
                .Host.Get<DecideItem>()
                .RunAsync(a.Actor, a.Person, new(Line, DecisionKind.NotForMe), a.Ct)
        ).Succeeded;

    private static async Task<bool> CompleteAsync(Attempt a) =>
        (
            await a
                .Host.Get<SayComplete>()
                .RunAsync(a.Actor, a.Person, RuleKind.Dental, new(2026, 1, 1), a.Ct)
        ).Succeeded;

    private static async Task<bool> TakeBackAsync(Attempt a)
    {
        var word = await a
            .Host.Get<DecideItem>()
            .RunAsync(a.Owner, a.Person, new("fr.vax.hpv#1", DecisionKind.Wrong), a.Ct);
        return (
            await a.Host.Get<TakeBackWord>().RunAsync(a.Actor, a.Person, word.Value, null, a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> QuestionsAsync(Attempt a) =>
        (await a.Host.Get<ReadQuestions>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> AnswerAsync(Attempt a) =>
        (
            await a
                .Host.Get<AnswerQuestion>()
                .RunAsync(a.Actor, a.Person, "chronic.risk", true, a.Ct)
        ).Succeeded;
}

using CsCheck;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

/// <summary>What a person decided last about a reading holds, whatever is said of it without having seen that.</summary>
public sealed class MarkOrderTests
{
    private static readonly Fact Weight = new(
        new(UtcMonth.FirstMs(AnyFacts.Month), 0, new(70, 0), "kg", null, null, ZoneOrigin.Unknown),
        null,
        ImportSet.ByHand
    );

    private static readonly ReadingContent Right = Weight.Content with { Value = new(71, 0) };

    private static readonly Gen<(MarkState State, long At, int Account)> Word = Gen.Select(
        Gen.Enum<MarkState>(),
        Gen.Long[0, 3],
        Gen.Int[0, 2]
    );

    private static Segment Fresh =>
        Segment.Of(AnyFacts.Weight.Code, SourceKey.ByHand, AnyFacts.Month, [Weight], []);

    [Fact]
    public void The_last_decision_holds_however_late_the_reading_is_told_again() =>
        Gen.Select(Word.Array[1, 4], Word.Array[0, 4], Gen.Int[0, int.MaxValue])
            .Sample(
                (decisions, tellings, seed) =>
                {
                    var decided = decisions.Select((d, i) => Say(d, i + 1)).ToList();
                    // What is told with the reading never hides it, and may come after everything.
                    var told = tellings.Select(t =>
                        Say(t with { State = MarkState.Kept }, Mark.SaidWithIt)
                    );
                    var marks = decided.Concat(told).ToArray();
                    new Random(seed).Shuffle(marks);

                    var segment = marks.Aggregate(Fresh, (s, mark) => s.WithMark(mark));

                    Assert.Equal(decided[^1], Assert.Single(segment.Marks));
                }
            );

    [Fact]
    public void Any_order_and_any_grouping_of_marks_comes_to_the_same() =>
        Gen.Select(
                Gen.Select(Word, Gen.Int[0, 2], Gen.Bool, Gen.Bool).Array[2, 6],
                Gen.Int[0, int.MaxValue]
            )
            .Sample(
                (said, seed) =>
                {
                    var marks = said.Select(s =>
                            Say(s.Item1, s.Item2) with
                            {
                                Confirmed = s.Item3,
                                Note = s.Item4 ? "à jeun" : null,
                            }
                        )
                        .ToArray();
                    var once = With(marks);
                    new Random(seed).Shuffle(marks);
                    var half = marks.Length / 2;

                    var again = Segment.Merge(With(marks[half..]), With(marks[..half]));

                    Assert.Equal(once.Marks, again.Marks);
                }
            );

    [Fact]
    public void Of_two_words_of_one_moment_the_one_that_hides_more_holds()
    {
        var deleted = Say((MarkState.Deleted, 5, 0), 1);
        var replaced = Say((MarkState.Replaced, 5, 1), 1);
        var kept = Say((MarkState.Kept, 5, 2), 1);

        Assert.Equal([deleted], Fresh.WithMark(kept).WithMark(deleted).WithMark(replaced).Marks);
        Assert.Equal([replaced], Fresh.WithMark(replaced).WithMark(kept).Marks);
    }

    private static Segment With(IEnumerable<Mark> marks) =>
        marks.Aggregate(Fresh, (segment, mark) => segment.WithMark(mark));

    private static Mark Say((MarkState State, long At, int Account) word, int revision) =>
        new(
            Weight.Key,
            revision,
            new AccountId(new Guid(word.Account, 0, 0, new byte[8])),
            word.At,
            word.State,
            false,
            word.State == MarkState.Replaced ? Right : null,
            null,
            null
        );
}

using CsCheck;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

/// <summary>What families do to their readings, in any order.</summary>
public sealed class SegmentStoryTests
{
    private static readonly Segment Nothing = Segment.Of(
        AnyFacts.Weight.Code,
        AnyFacts.Watch,
        AnyFacts.Month,
        [],
        []
    );

    /// <summary>What an import brings, and what it takes back.</summary>
    private sealed record Content(Fact[] Facts, ExternalIdentity[] Withdrawn);

    /// <summary>The content of each import (by its place) and one act after the other: 0 import, 1 undo, 2 a mark by hand.</summary>
    private static readonly Gen<(
        Content[] Imports,
        Mark[] Marks,
        (int Act, int Which)[] Acts
    )> Stories = Gen.Select(
            AnyFacts.Fact.Array[0, 6],
            AnyFacts.Named.Array[0, 2],
            (facts, withdrawn) => new Content(facts, withdrawn)
        )
        .Array[AnyFacts.ImportIds.Length]
        .SelectMany(
            imports => AnyFacts.MarkOf([.. imports.SelectMany(i => i.Facts)]).Array[4],
            (imports, marks) => (imports, marks)
        )
        .SelectMany(
            _ => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 14],
            (said, acts) => (said.imports, said.marks, acts)
        );

    [Fact]
    public void Any_order_of_acts_gives_what_the_surviving_ones_give() =>
        Stories.Sample(story =>
        {
            var segment = Nothing;
            foreach (var (act, which) in story.Acts)
                segment = act switch
                {
                    0 => Segment.Merge(segment, Import(story.Imports, which)),
                    1 => segment.WithoutImport(AnyFacts.ImportIds[which]),
                    _ => segment.WithMark(story.Marks[which]),
                };

            var expected = Nothing;
            foreach (
                var (act, which) in story.Acts.Reverse().DistinctBy(a => (a.Act == 2, a.Which))
            )
                expected = act switch
                {
                    0 => Segment.Merge(Import(story.Imports, which), expected),
                    1 => expected,
                    _ => expected.WithMark(story.Marks[which]),
                };
            SegmentSetTests.AssertSame(expected, segment);
        });

    [Fact]
    public void What_a_source_takes_back_is_hidden_and_nothing_else_is() =>
        AnyFacts.Segment.Sample(segment =>
        {
            var newest = segment
                .Facts.Where(f => f.Identity is not null)
                .GroupBy(f => f.Key)
                .ToDictionary(g => g.Key, g => g.Max(f => f.Version));
            var hidden = segment
                .Withdrawals.Select(w => (Key: KeyOf(w.Identity), w.Identity.Version))
                .Where(w => newest.TryGetValue(w.Key, out var version) && version <= w.Version)
                .Select(w => w.Key)
                .Except(segment.Marks.Where(m => m.State == MarkState.Replaced).Select(m => m.Key))
                .ToHashSet();

            var shown = segment.Readings(AnyFacts.Weight, withDeleted: true);

            Assert.Equal(
                segment.Facts.Select(f => f.Key).Where(k => !hidden.Contains(k)).ToHashSet(),
                shown.Select(r => r.Key).ToHashSet()
            );
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Undoing_the_withdrawal_shows_the_reading_again(bool withdrawnFirst)
    {
        var reading = Of([At(8, 70, 0) with { Identity = new("a", 2) }], ImportOf(0));
        var withdrawal = Nothing.WithWithdrawals([new(new("a", 2), ImportOf(1))]);

        var both = withdrawnFirst
            ? Segment.Merge(withdrawal, reading)
            : Segment.Merge(reading, withdrawal);

        Assert.Empty(both.Shown(AnyFacts.Weight));
        Assert.Equal(1, Segment.Tally(reading, withdrawal, AnyFacts.Weight).TakenBack);
        Assert.Equal(1, Segment.Tally(withdrawal, reading, AnyFacts.Weight).Withdrawn);
        Assert.Single(both.WithoutImport(AnyFacts.ImportIds[1]).Shown(AnyFacts.Weight));
        Assert.True(
            both.WithoutImport(AnyFacts.ImportIds[0]).WithoutImport(AnyFacts.ImportIds[1]).IsEmpty
        );
    }

    [Fact]
    public void A_correction_after_the_withdrawal_stands()
    {
        var withdrawal = Nothing.WithWithdrawals([new(new("a", 2), ImportOf(1))]);
        var corrected = Of([At(8, 71, 0) with { Identity = new("a", 3) }], ImportOf(2));

        Assert.Single(Segment.Merge(withdrawal, corrected).Shown(AnyFacts.Weight));
    }

    [Fact]
    public void What_a_person_corrected_stays_though_its_source_takes_it_back()
    {
        var fact = At(8, 70, 0) with { Identity = new("a", 1) };
        var right = fact.Content with { Value = new(68, 0) };
        var segment = Of([fact], ImportOf(0))
            .WithMark(Say(fact, MarkState.Replaced) with { Replacement = right })
            .WithWithdrawals([new(new("a", 1), ImportOf(1))]);

        Assert.Equal(68, Assert.Single(segment.Shown(AnyFacts.Weight)).First);
    }

    [Fact]
    public void Undoing_one_of_two_overlapping_imports_leaves_the_other() =>
        Gen.Select(AnyFacts.Fact.Array[0, 8], AnyFacts.Fact.Array[0, 8])
            .Sample(
                (first, second) =>
                {
                    Content[] both = [new(first, [new("a", 1)]), new(second, [new("a", 1)])];
                    var (kept, gone) = (Import(both, 0), Import(both, 1));

                    var left = Segment.Merge(kept, gone).WithoutImport(AnyFacts.ImportIds[1]);

                    SegmentSetTests.AssertSame(kept, left);
                }
            );

    [Fact]
    public void Readings_by_hand_survive_the_undoing_of_every_import() =>
        AnyFacts
            .Fact.Array[1, 8]
            .Sample(facts =>
            {
                var byHand = Of(facts, ImportSet.ByHand);

                var left = AnyFacts.ImportIds.Aggregate(
                    AnyFacts.ImportIds.Aggregate(
                        byHand,
                        (segment, id) => Segment.Merge(segment, Of(facts, ImportSet.Of(id)))
                    ),
                    (segment, id) => segment.WithoutImport(id)
                );

                SegmentSetTests.AssertSame(byHand, left);
            });

    [Fact]
    public void A_deleted_reading_stays_deleted_when_it_comes_again()
    {
        var fact = At(8, 7050, -2);
        var file = Of([fact], ImportSet.Of(AnyFacts.ImportIds[0]));
        var deleted = file.WithMark(Say(fact, MarkState.Deleted));

        var again = Segment.Merge(
            deleted.WithoutImport(AnyFacts.ImportIds[0]),
            Of([fact], ImportSet.Of(AnyFacts.ImportIds[1]))
        );

        Assert.Empty(again.Readings(AnyFacts.Weight));
        Assert.Empty(again.Shown(AnyFacts.Weight));
        Assert.True(Assert.Single(again.Readings(AnyFacts.Weight, withDeleted: true)).IsDeleted);
        Assert.Equal(new(0, 0, 0, 1), Segment.Tally(deleted, file, AnyFacts.Weight));
    }

    [Fact]
    public void A_replaced_reading_shows_what_a_person_wrote()
    {
        var fact = At(8, 640, 0);
        var right = At(9, 640, -1).Content;
        var segment = Of([fact], ImportSet.Of(AnyFacts.ImportIds[0]))
            .WithMark(Say(fact, MarkState.Replaced) with { Replacement = right, Note = "oops" });

        var reading = Assert.Single(segment.Readings(AnyFacts.Weight));

        Assert.Equal(
            (right, true, "oops", 1),
            (reading.AsWritten, reading.IsEdited, reading.Note, reading.Revision)
        );
        Assert.Equal(fact.Key, reading.Key);
        Assert.Equal(64, Assert.Single(segment.Shown(AnyFacts.Weight)).First);
    }

    [Fact]
    public void The_newest_version_of_a_producer_is_shown_and_the_older_one_kept()
    {
        var old = At(8, 70, 0) with { Identity = new("sync-1", 1) };
        var corrected = At(9, 71, 0) with { Identity = new("sync-1", 2) };
        var segment = Of([corrected, old], ImportSet.Of(AnyFacts.ImportIds[0]));

        Assert.Equal(2, segment.Facts.Count());
        Assert.Equal(1, segment.Count);
        Assert.Equal(71, Assert.Single(segment.Shown(AnyFacts.Weight)).First);
    }

    [Fact]
    public void The_same_amount_written_with_more_decimals_is_one_reading()
    {
        var segment = Of([At(8, 705, -1), At(8, 7050, -2)], ImportSet.ByHand);

        Assert.Equal(1, segment.Count);
        Assert.Equal(
            new WrittenNumber(7050, -2),
            segment.Readings(AnyFacts.Weight)[0].AsWritten.Value
        );
    }

    [Fact]
    public void What_is_implausible_is_set_aside_until_somebody_confirms_it()
    {
        var fact = At(8, 450, 0);
        var segment = Of([fact], ImportSet.Of(AnyFacts.ImportIds[0]));
        var confirmed = segment.WithMark(Say(fact, MarkState.Kept) with { Confirmed = true });

        Assert.True(segment.Shown(AnyFacts.Weight)[0].SetAside);
        Assert.Equal(new(0, 1, 0, 0), Segment.Tally(null, segment, AnyFacts.Weight));
        Assert.False(confirmed.Shown(AnyFacts.Weight)[0].SetAside);
        Assert.False(confirmed.Readings(AnyFacts.Weight)[0].Shown.SetAside);
        Assert.Equal(
            new(1, 0, 0, 0),
            Segment.Tally(Nothing.WithMark(confirmed.Marks[0]), segment, AnyFacts.Weight)
        );
    }

    [Fact]
    public void The_higher_revision_wins_and_of_equal_ones_the_later()
    {
        var fact = At(8, 70, 0);
        var first = Say(fact, MarkState.Deleted) with { AtMs = 900 };
        var second = Say(fact, MarkState.Kept) with { Revision = 2, AtMs = 100 };
        var third = second with { AtMs = 200, Note = "later" };
        var segment = Of([fact], ImportSet.ByHand).WithMark(second).WithMark(first);

        Assert.Equal(second, Assert.Single(segment.Marks));
        Assert.Equal(third, Assert.Single(segment.WithMark(third).WithMark(second).Marks));
    }

    [Fact]
    public void A_fact_knows_everybody_who_carried_it()
    {
        var fact = At(8, 70, 0);
        var both = Segment.Merge(
            Of([fact], ImportSet.Of(AnyFacts.ImportIds[0])),
            Of([fact], ImportSet.Of(AnyFacts.ImportIds[1]))
        );

        Assert.Equal(
            ImportSet.Of(AnyFacts.ImportIds[..2]),
            Assert.Single(both.Readings(AnyFacts.Weight)).Imports
        );
        Assert.Single(both.WithoutImport(AnyFacts.ImportIds[0]).Facts);
    }

    [Fact]
    public void A_tally_counts_every_key_once() =>
        Gen.Select(AnyFacts.Segment, AnyFacts.Segment)
            .Sample(
                (present, incoming) =>
                {
                    var tally = Segment.Tally(present, incoming, AnyFacts.Weight);
                    var there = present.Facts.Select(f => f.Key).ToHashSet();
                    var merged = Segment.Merge(present, incoming);
                    var gone = merged
                        .Marks.Where(m => m.State != MarkState.Kept)
                        .Select(m => m.Key)
                        .ToHashSet();
                    var keys = incoming.Facts.Select(f => f.Key).Distinct().ToList();

                    Assert.Equal(keys.Count, incoming.Count);
                    Assert.Equal(keys.Count(gone.Contains), tally.DeletedByHand);
                    var back = incoming
                        .Facts.GroupBy(f => f.Key)
                        .Where(g => !gone.Contains(g.Key))
                        .Where(g =>
                            merged.Withdrawals.Any(w =>
                                KeyOf(w.Identity) == g.Key
                                && g.All(f => f.Version <= w.Identity.Version)
                            )
                        )
                        .Select(g => g.Key)
                        .ToHashSet();
                    Assert.Equal(back.Count, tally.Withdrawn);
                    Assert.Equal(
                        keys.Count(k =>
                            there.Contains(k) && !gone.Contains(k) && !back.Contains(k)
                        ),
                        tally.AlreadyThere
                    );
                    Assert.Equal(
                        keys.Count - tally.DeletedByHand - tally.AlreadyThere - tally.Withdrawn,
                        tally.Added + tally.SetAside
                    );
                    Assert.Equal(merged.Count, there.Union(keys).Count());
                }
            );

    [Fact]
    public void Pages_and_charts_show_the_same() =>
        AnyFacts.Segment.Sample(segment =>
        {
            var readings = segment.Readings(AnyFacts.Weight);

            Assert.Equal(readings.Select(r => r.Shown), segment.Shown(AnyFacts.Weight));
            Assert.Equal(readings.OrderBy(r => r.Shown.StartMs), readings);
            Assert.Equal(readings.Count, readings.Select(r => r.Key).Distinct().Count());
            foreach (var mark in segment.Marks.Where(m => m.State == MarkState.Deleted))
                Assert.DoesNotContain(readings, r => r.Key == mark.Key);
        });

    [Fact]
    public void A_span_of_a_month_is_what_the_month_has_in_it() =>
        Gen.Select(AnyFacts.Segment, AnyFacts.Start, AnyFacts.Start)
            .Sample(
                (segment, from, to) =>
                    Assert.Equal(
                        segment
                            .Readings(AnyFacts.Weight, withDeleted: true)
                            .Where(r => r.AsWritten.StartMs >= from && r.AsWritten.StartMs < to),
                        segment.Readings(AnyFacts.Weight, from, to, withDeleted: true)
                    )
            );

    private static Segment Import(Content[] imports, int which) =>
        Of(imports[which].Facts, ImportOf(which))
            .WithWithdrawals(
                imports[which].Withdrawn.Select(w => new Withdrawal(w, ImportOf(which)))
            );

    private static ImportSet ImportOf(int which) => ImportSet.Of(AnyFacts.ImportIds[which]);

    private static ReadingKey KeyOf(ExternalIdentity identity) =>
        (At(0, 70, 0) with { Identity = identity }).Key;

    private static Segment Of(IEnumerable<Fact> facts, ImportSet imports) =>
        Segment.Of(
            AnyFacts.Weight.Code,
            AnyFacts.Watch,
            AnyFacts.Month,
            facts.Select(f => f with { Imports = imports }),
            []
        );

    private static Fact At(int hour, long digits, sbyte exponent) =>
        new(
            new(
                UtcMonth.FirstMs(AnyFacts.Month) + (hour * 3_600_000L),
                0,
                new(digits, exponent),
                "kg",
                null,
                null,
                ZoneOrigin.Unknown
            ),
            null,
            ImportSet.ByHand
        );

    private static Mark Say(Fact fact, MarkState state) =>
        new(fact.Key, 1, new AccountId(Guid.Empty), 1, state, false, null, null, null);
}

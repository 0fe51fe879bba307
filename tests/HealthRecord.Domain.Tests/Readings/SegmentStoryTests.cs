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

    /// <summary>The content of each import (by its place) and one act after the other: 0 import, 1 undo, 2 a mark by hand.</summary>
    private static readonly Gen<(
        Fact[][] Imports,
        Mark[] Marks,
        (int Act, int Which)[] Acts
    )> Stories = AnyFacts
        .Fact.Array[0, 6]
        .Array[AnyFacts.ImportIds.Length]
        .SelectMany(
            imports => AnyFacts.MarkOf([.. imports.SelectMany(i => i)]).Array[4],
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
    public void Undoing_one_of_two_overlapping_imports_leaves_the_other() =>
        Gen.Select(AnyFacts.Fact.Array[0, 8], AnyFacts.Fact.Array[0, 8])
            .Sample(
                (first, second) =>
                {
                    var (kept, gone) = (Import([first, second], 0), Import([first, second], 1));

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
                    Assert.Equal(
                        keys.Count(k => there.Contains(k) && !gone.Contains(k)),
                        tally.AlreadyThere
                    );
                    Assert.Equal(
                        keys.Count - tally.DeletedByHand - tally.AlreadyThere,
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

    private static Segment Import(Fact[][] imports, int which) =>
        Of(imports[which], ImportSet.Of(AnyFacts.ImportIds[which]));

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

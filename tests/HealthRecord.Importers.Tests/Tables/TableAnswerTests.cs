using HealthRecord.Domain.Time;
using HealthRecord.Importers.Tables;
using Xunit;
using static HealthRecord.Importers.Tests.Tables.Answered;

namespace HealthRecord.Importers.Tests.Tables;

/// <summary>What a form may send, and what it shows before it does.</summary>
public sealed class TableAnswerTests
{
    private static readonly byte[] Diary = Rows(
        "Date;Heure;Systolique;Diastolique;Pouls;Poids (kg);Remarque",
        "03/02/2026;07:15;128;82;61;72,5;bien",
        "04/02/2026;07:20;131;84;;oups;",
        "05/02/2026;07:05;126;80;64;72,3;"
    );

    private static readonly TableDescription Right = Proposal(Diary) with { DateOrder = "dmy" };

    [Fact]
    public void A_proposal_that_was_looked_at_has_no_fault() =>
        Assert.Empty(TableAnswer.Faults(Right, Proposal(Diary)));

    [Fact]
    public void What_is_not_a_description_is_said_to_be_none()
    {
        Assert.Equal(
            [new(TableFaultReason.Unreadable)],
            TableAnswer.Faults("{", Proposal(Diary), out var read)
        );
        Assert.Null(read);
        Assert.Equal(
            [new(TableFaultReason.Unreadable)],
            TableAnswer.Faults(
                Right with
                {
                    Columns = [.. Right.Columns, new(7, TableRole.Ignore)],
                },
                Proposal(Diary)
            )
        );
    }

    [Fact]
    public void Every_fault_is_said_at_its_column()
    {
        Says(
            Right.Change(0, c => c with { Role = TableRole.Ignore }),
            (TableFaultReason.NoTime, -1),
            (TableFaultReason.TimeWithoutDate, 1)
        );
        Says(
            Right.Change(6, c => c with { Role = TableRole.Date }),
            (TableFaultReason.TwiceTheTime, 6)
        );
        Says(
            Right.Change(3, c => c with { Role = TableRole.Ignore }),
            (TableFaultReason.HalfPressure, 2)
        );
        Says(Right.Change(5, c => c with { Kind = "no-such" }), (TableFaultReason.Kind, 5));
        Says(Right.Change(5, c => c with { Kind = null }), (TableFaultReason.Kind, 5));
        Says(Right.Change(5, c => c with { Unit = "mmol/L" }), (TableFaultReason.Unit, 5));
        Says(Right with { DateOrder = null }, (TableFaultReason.DateOrderMissing, -1));
        Says(Right with { Zone = "Europe/Nowhere" }, (TableFaultReason.Zone, -1));
        Says(
            Right with
            {
                Columns =
                [
                    .. Right.Columns.Select(c =>
                        c.Role == TableRole.Value ? c with { Role = TableRole.Ignore } : c
                    ),
                ],
            },
            (TableFaultReason.NoValue, -1)
        );
    }

    [Fact]
    public void An_order_that_the_dates_contradict_is_no_answer()
    {
        var file = Rows("Date;Poids (kg)", "25/02/2026;72,5", "26/02/2026;72,4");

        Assert.Equal(
            [new(TableFaultReason.DateOrderOther)],
            TableAnswer.Faults(Proposal(file) with { DateOrder = "mdy" }, Proposal(file))
        );
    }

    [Fact]
    public void What_is_shown_first_is_what_the_file_becomes()
    {
        var preview = TablePreview.Of(Right, Proposal(Diary), Context, most: 3);
        var file = Of(Diary, _ => Right);

        Assert.Equal(
            file.Readings.Take(3).Select(r => (r.Kind.Code, r.StartMs, r.Value, r.Unit?.Ucum)),
            preview.Readings.Select(r => (r.Kind.Code, r.StartMs, r.Value, r.Unit?.Ucum))
        );
        Assert.Equal(
            ("Poids (kg)", "oups"),
            preview.Refused.Select(r => (r.Origin, r.Text)).Single()
        );
    }

    [Fact]
    public void A_fault_shows_nothing() =>
        Assert.Same(
            TablePreview.None,
            TablePreview.Of(Right with { DateOrder = null }, Proposal(Diary), Context, 3)
        );

    [Fact]
    public void Every_kind_that_can_be_chosen_has_its_units() =>
        Assert.All(TableAnswer.Kinds, k => Assert.NotEmpty(TableAnswer.UnitsOf(k)));

    private static ImportContext Context =>
        new(new ImportLimits(1_000_000), 1_800_000_000_000, null)
        {
            Zones = ZoneTimeline.Of("Europe/Paris"),
        };

    private static void Says(
        TableDescription said,
        params (TableFaultReason Reason, int Column)[] faults
    ) =>
        Assert.Equal(
            faults,
            TableAnswer.Faults(said, Proposal(Diary)).Select(f => (f.Reason, f.Column))
        );
}

using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.Entry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class EntryStateTests
{
    private readonly FakeTimeProvider time = new(
        new DateTimeOffset(2026, 3, 3, 7, 30, 0, TimeSpan.Zero)
    );

    private PersonClock Clock => new(ZoneTimeline.Of("Europe/Paris"), time);

    [Fact]
    public void A_value_without_a_time_is_of_now()
    {
        var state = new EntryState(KindCatalogue.Get("body-weight"));
        state.Fields[0].Text = "70,5";

        var form = Assert.Single(state.Forms(Clock).Value);

        Assert.Equal(time.GetUtcNow().UtcDateTime, form.StartUtc);
        Assert.Equal("kg", form.Unit);
        Assert.False(form.Confirmed);
    }

    [Fact]
    public void A_typed_time_is_the_wall_clock_of_the_person()
    {
        var state = new EntryState(KindCatalogue.Get("body-weight"));
        state.Fields[0].Text = "70,5";
        state.Fields[0].Local = new DateTime(2026, 7, 1, 8, 0, 0, DateTimeKind.Unspecified);

        Assert.Equal(
            new DateTime(2026, 7, 1, 6, 0, 0, DateTimeKind.Utc),
            state.Forms(Clock).Value[0].StartUtc
        );
    }

    [Fact]
    public void Several_past_values_become_one_act_and_empty_lines_none()
    {
        var state = new EntryState(KindCatalogue.Get("body-weight"));
        state.Fields[0].Text = "70,5";
        state.AddField(Clock.Now.AddDays(-1));
        state.AddField(Clock.Now.AddDays(-2));
        state.Fields[2].Text = "71";

        Assert.Equal(2, state.Forms(Clock).Value.Count);
    }

    [Fact]
    public void What_is_not_a_number_is_told_with_what_was_typed()
    {
        var state = new EntryState(KindCatalogue.Get("body-weight"));
        state.Fields[0].Text = "soixante";

        var error = state.Forms(Clock).Error!;

        Assert.Equal("entry.not-a-number", error.Key);
        Assert.Equal(["soixante"], error.Arguments);
    }

    [Fact]
    public void A_doubt_is_asked_once_and_asked_again_when_the_text_changes()
    {
        var state = new EntryState(KindCatalogue.Get("body-weight"));
        state.Fields[0].Text = "500";
        state.Ask();
        Assert.True(state.Forms(Clock).Value[0].Confirmed);

        state.Fields[0].Text = "501";
        state.Changed();

        Assert.False(state.Forms(Clock).Value[0].Confirmed);
    }

    [Fact]
    public void A_draft_comes_back_with_the_id_of_its_act()
    {
        var state = new EntryState(KindCatalogue.Get("glucose"))
        {
            Unit = "mmol/L",
            Moment = "fasting",
        };
        state.Fields[0].Text = "5,4";

        var again = new EntryState(KindCatalogue.Get("glucose"));
        again.Restore(EntryDraft.Of(state.Draft().ToText())!);

        Assert.Equal("5,4", again.Fields[0].Text);
        Assert.Equal(("mmol/L", "fasting"), (again.Unit, again.Moment));
        Assert.Equal(state.Operation, again.Operation);
    }

    [Fact]
    public void A_draft_of_another_program_is_no_draft() => Assert.Null(EntryDraft.Of("not json"));
}

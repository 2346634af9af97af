using KsefTools.Core.Api;
using KsefTools.Core.Api.RateLimits;

namespace KsefTools.Core.Tests.Api;

/// <summary>After a refusal a gate opens slowly, and never in a burst.</summary>
public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly GateLimits Sixty = GateLimits.Of(
        new RateLimitValues(60, null, null),
        1,
        TimeSpan.FromSeconds(30)
    );

    private readonly GateState _state = new();
    private long _ids;

    [Fact]
    public void Without_a_refusal_a_window_s_worth_leaves_without_a_pause() =>
        Assert.Equal(60, PassAtOnce(TimeSpan.FromHours(1), 100));

    [Fact]
    public void After_a_block_one_request_goes_to_see_and_the_others_wait_for_its_answer()
    {
        var now = TimeSpan.FromHours(1);
        Refuse(now, 5 * Second);

        Assert.Equal(5 * Second, _state.Ask(2, now, Sixty));
        now += 5 * Second;
        Assert.Equal(TimeSpan.Zero, _state.Ask(3, now, Sixty));
        Assert.True(_state.Ask(4, now, Sixty) > TimeSpan.Zero);
        Assert.True(_state.Answered(3, now, Sixty));
        Assert.Equal(TimeSpan.Zero, _state.Ask(4, now, Sixty));
    }

    [Fact]
    public void After_a_block_requests_follow_evenly_at_half_the_rate()
    {
        var opened = Reopen();

        var passed = Enumerable.Range(0, 1000).Sum(step => PassAtOnce(opened + TimeSpan.FromMilliseconds(step), 5));

        Assert.InRange(passed, 25, 31);
    }

    [Fact]
    public void The_rate_rises_slowly_at_first_and_is_whole_within_two_minutes()
    {
        var opened = Reopen();

        Assert.InRange(RateAt(opened + (20 * Second)), 28, 33);
        Assert.InRange(RateAt(opened + (60 * Second)), 35, 42);
        Assert.Equal(60, PassAtOnce(opened + (120 * Second), 100));
    }

    [Fact]
    public void Requests_that_were_under_way_together_count_as_one_refusal()
    {
        var now = TimeSpan.FromHours(1);
        for (var id = 1; id <= 30; id++)
            _state.Ask(id, now, Sixty);
        for (var id = 1; id <= 30; id++)
        {
            _state.Pace.Refused(id, now, Second, Sixty);
            _state.Answered(id, now, Sixty);
        }

        Assert.Equal(0.5, _state.Pace.Share);
    }

    [Fact]
    public void One_that_went_to_see_and_was_refused_lets_the_next_come_later_each_time()
    {
        var now = TimeSpan.FromHours(1);
        Refuse(now, Second);
        var waits = new List<TimeSpan>();
        for (var id = 100; id < 104; id++)
        {
            now = _state.Pace.ClosedUntil;
            Assert.Equal(TimeSpan.Zero, _state.Ask(id, now, Sixty));
            Refuse(now, Second, id);
            waits.Add(_state.Pace.ClosedUntil - now);
        }

        Assert.Equal([2 * Second, 4 * Second, 8 * Second, 16 * Second], waits);
    }

    [Fact]
    public void One_that_went_to_see_and_never_came_back_stops_nobody()
    {
        var now = TimeSpan.FromHours(1);
        Refuse(now, Second);
        now += Second;
        Assert.Equal(TimeSpan.Zero, _state.Ask(2, now, Sixty));

        now += Sixty.LongestAnswer;

        Assert.Equal(TimeSpan.Zero, _state.Ask(3, now, Sixty));
    }

    [Fact]
    public void At_the_beginning_few_are_under_way_at_once()
    {
        var now = TimeSpan.FromHours(1);

        Assert.Equal(8, Enumerable.Range(1, 60).Count(id => _state.Ask(id, now, Sixty) <= TimeSpan.Zero));
    }

    // Refused as soon as it was sent.
    private void Refuse(TimeSpan now, TimeSpan pause, long id = 1)
    {
        _state.Ask(id, now, Sixty);
        _state.Pace.Refused(id, now, pause, Sixty);
        _state.Answered(id, now, Sixty);
    }

    /// <summary>The moment at which one that went to see has been answered.</summary>
    private TimeSpan Reopen()
    {
        var now = TimeSpan.FromHours(1);
        Refuse(now, Second);
        now += Second;
        Assert.Equal(TimeSpan.Zero, _state.Ask(2, now, Sixty));
        _state.Answered(2, now, Sixty);
        return now;
    }

    private int RateAt(TimeSpan moment) =>
        Enumerable.Range(0, 1000).Sum(step => PassAtOnce(moment + TimeSpan.FromMilliseconds(step), 5));

    // Each is answered at once.
    private int PassAtOnce(TimeSpan now, int most)
    {
        for (var passed = 0; passed < most; passed++)
        {
            var id = 1000 + ++_ids;
            if (_state.Ask(id, now, Sixty) > TimeSpan.Zero)
                return passed;
            _state.Answered(id, now, Sixty);
        }
        return most;
    }
}

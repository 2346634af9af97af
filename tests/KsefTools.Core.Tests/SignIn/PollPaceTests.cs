using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tests.SignIn;

public sealed class PollPaceTests
{
    private static readonly SignInOptions Options = new();
    private readonly PollPace _pace = new(Options);

    [Fact]
    public void The_first_sign_in_asks_at_once() => Assert.Equal(TimeSpan.Zero, _pace.Next(0, TimeSpan.Zero));

    [Fact]
    public void While_ksef_is_at_it_questions_come_ever_later_up_to_a_limit()
    {
        var pauses = Enumerable.Range(1, 10).Select(asked => _pace.Next(asked, TimeSpan.Zero)).ToList();

        Assert.Equal(Options.PollDelay, pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(Options.MaxPollDelay, pauses[^1]);
    }

    [Fact]
    public void However_often_it_was_asked_the_pause_stays_at_its_limit() =>
        Assert.Equal(Options.MaxPollDelay, _pace.Pause(10_000));

    [Fact]
    public void The_next_sign_in_waits_about_as_long_as_the_last_one_took()
    {
        _pace.Ready(inProgress: 2, elapsed: TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Next(0, TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(0.6), _pace.Next(0, TimeSpan.FromSeconds(0.4)));
    }

    [Fact]
    public void A_sign_in_stuck_for_minutes_does_not_slow_down_the_others()
    {
        _pace.Ready(inProgress: 40, elapsed: TimeSpan.FromMinutes(2));

        Assert.Equal(Options.MaxPollDelay, _pace.Usual);
    }

    [Fact]
    public void A_ksef_that_became_faster_is_found_out()
    {
        _pace.Ready(inProgress: 2, elapsed: TimeSpan.FromSeconds(1));
        for (var signIn = 0; signIn < 200; signIn++)
            _pace.Ready(inProgress: 0, elapsed: _pace.Usual);

        Assert.InRange(_pace.Usual, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Sign_ins_that_always_take_a_second_cost_little_more_than_one_question_each()
    {
        var questions = 0;
        for (var signIn = 0; signIn < 1000; signIn++)
        {
            var elapsed = TimeSpan.Zero;
            for (var inProgress = 0; ; inProgress++)
            {
                var pause = _pace.Next(inProgress, elapsed);
                elapsed += pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
                questions++;
                if (elapsed < TimeSpan.FromSeconds(1))
                    continue;
                _pace.Ready(inProgress, elapsed);
                break;
            }
        }

        Assert.InRange(questions, 1000, 1100);
    }
}

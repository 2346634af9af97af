using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.RateLimits;

namespace KsefTools.Core.Tests.Api;

public sealed class RequestGateTests
{
    private static readonly RateLimitValues FivePerSecond = new(5, null, null);

    [Fact]
    public void No_window_of_the_server_ever_holds_more_than_the_limit_however_the_network_shifts_the_requests() =>
        Prop.ForAll(
                Gen.Frequency(
                        (6, Gen.Constant(Step.Send)),
                        (4, Gen.Constant(Step.Arrive)),
                        (4, Gen.Constant(Step.Answer)),
                        (4, Gen.Constant(Step.Tick)),
                        (1, Gen.Constant(Step.Stall))
                    )
                    .ListOf(400)
                    .ToArbitrary(),
                steps => new Network().Run(steps) <= 5
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_second_after_its_answer_a_request_makes_room_for_another()
    {
        var clock = new ManualClock();
        var gate = Gate(new RateLimitValues(1, null, null), clock);

        (await gate.EnterAsync(default)).Dispose();
        var second = gate.EnterAsync(default);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);

        clock.Advance(TimeSpan.FromMilliseconds(3));
        (await second).Dispose();
    }

    [Fact]
    public async Task Seconds_minutes_and_hours_are_counted_together()
    {
        var clock = new ManualClock();
        var gate = Gate(new RateLimitValues(2, 3, 4), clock);

        Assert.Equal(2, await PassAsync(gate, 10));
        clock.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Equal(1, await PassAsync(gate, 10));
        clock.Advance(TimeSpan.FromMinutes(1.01));
        Assert.Equal(1, await PassAsync(gate, 10));
        clock.Advance(TimeSpan.FromMinutes(1.01));
        Assert.Equal(0, await PassAsync(gate, 10));
        clock.Advance(TimeSpan.FromHours(1.01));
        Assert.Equal(2, await PassAsync(gate, 10));
    }

    [Fact]
    public async Task A_share_of_the_limit_is_left_to_others()
    {
        var gate = Gate(new RateLimitValues(60, null, null), new ManualClock(), 0.97);

        Assert.Equal(58, await PassAsync(gate, 100));
    }

    [Fact]
    public async Task Nobody_passes_while_ksef_has_asked_to_wait()
    {
        var clock = new ManualClock();
        var gate = Gate(FivePerSecond, clock);

        gate.CloseFor(TimeSpan.FromSeconds(30));
        var waiting = gate.EnterAsync(default);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_shorter_pause_does_not_end_a_longer_one()
    {
        var clock = new ManualClock();
        var gate = Gate(FivePerSecond, clock);
        gate.CloseFor(TimeSpan.FromSeconds(30));
        gate.CloseFor(TimeSpan.FromSeconds(1));

        var waiting = gate.EnterAsync(default);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(30));
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_cancelled_wait_takes_nobodys_place()
    {
        var clock = new ManualClock();
        var gate = Gate(new RateLimitValues(1, 1, null), clock);
        (await gate.EnterAsync(default)).Dispose();
        using var impatient = new CancellationTokenSource();
        var cancelled = gate.EnterAsync(impatient.Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        clock.Advance(TimeSpan.FromMinutes(1.01));
        Assert.Equal(1, await PassAsync(gate, 2));
    }

    private static RequestGate Gate(RateLimitValues limit, TimeProvider clock, double share = 1) =>
        new(GateLimits.Of(limit, share, TimeSpan.FromSeconds(30)), new OwnGate(), clock);

    // How many of so many requests pass without waiting; each is answered at once.
    private static async Task<int> PassAsync(RequestGate gate, int requests)
    {
        var passed = 0;
        for (var request = 0; request < requests; request++)
        {
            using var impatient = new CancellationTokenSource();
            var turn = gate.EnterAsync(impatient.Token);
            await impatient.CancelAsync();
            try
            {
                (await turn).Dispose();
                passed++;
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        return passed;
    }

    private enum Step
    {
        Send,
        Arrive,
        Answer,
        Tick,
        Stall,
    }

    // Requests that are sent, reach the server some time later, and are answered some time after that.
    private sealed class Network
    {
        private readonly ManualClock _clock = new();
        private readonly Queue<RequestTurn> _sent = new();
        private readonly Queue<RequestTurn> _arrived = new();
        private readonly List<DateTimeOffset> _arrivals = [];

        internal int Run(IEnumerable<Step> steps)
        {
            var gate = Gate(FivePerSecond, _clock);
            foreach (var step in steps)
                switch (step)
                {
                    case Step.Send:
                        Send(gate);
                        break;
                    case Step.Arrive when _sent.TryDequeue(out var turn):
                        _arrivals.Add(_clock.GetUtcNow());
                        _arrived.Enqueue(turn);
                        break;
                    case Step.Answer when _arrived.TryDequeue(out var turn):
                        turn.Dispose();
                        break;
                    case Step.Tick:
                        _clock.Advance(TimeSpan.FromMilliseconds(70));
                        break;
                    case Step.Stall:
                        _clock.Advance(TimeSpan.FromMilliseconds(900));
                        break;
                }
            return ServerWindow.Most(_arrivals);
        }

        private void Send(RequestGate gate)
        {
            using var impatient = new CancellationTokenSource();
            var turn = gate.EnterAsync(impatient.Token);
            impatient.Cancel();
            if (turn.IsCompletedSuccessfully)
                _sent.Enqueue(turn.Result);
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.RateLimits;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Api;

/// <summary>Processes of one machine count the unauthenticated calls together.</summary>
public sealed class SharedGateTests : IDisposable
{
    private static readonly GateLimits Five = GateLimits.Of(
        new RateLimitValues(5, null, null),
        1,
        TimeSpan.FromSeconds(30)
    );

    private readonly TemporaryFolder _folder = new("ksef-limits-");
    private readonly ManualClock _clock = new();

    private string File => Path.Combine(_folder.Path, "a.limit");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void However_processes_send_no_window_of_the_server_holds_more_than_the_limit() =>
        Prop.ForAll(
                Gen.Frequency(
                        (6, Gen.Elements(Step.SendA, Step.SendB, Step.SendC)),
                        (4, Gen.Constant(Step.Arrive)),
                        (4, Gen.Constant(Step.Answer)),
                        (4, Gen.Constant(Step.Tick)),
                        (1, Gen.Constant(Step.Stall))
                    )
                    .ListOf(150)
                    .ToArbitrary(),
                steps => MostInAWindow(steps) <= 5
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_one_process_has_sent_another_one_counts()
    {
        var (one, other) = (NewGate(), NewGate());

        Assert.Equal(3, Pass(one, 3));
        Assert.Equal(2, Pass(other, 10));
        _clock.Advance(TimeSpan.FromSeconds(1.01));
        Assert.Equal(5, Pass(other, 10));
    }

    [Fact]
    public void A_refusal_of_one_process_slows_them_all()
    {
        var (one, other) = (NewGate(), NewGate());

        one.TryEnter()!.Refused(TimeSpan.FromSeconds(20));

        Assert.Null(other.TryEnter());
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(other.TryEnter());
        Assert.Null(one.TryEnter());
    }

    [Fact]
    public void The_requests_of_a_process_that_died_stop_counting()
    {
        var dead = NewGate();
        for (var request = 0; request < 5; request++)
            Assert.NotNull(dead.TryEnter());
        var living = NewGate();
        Assert.Null(living.TryEnter());

        _clock.Advance(Five.LongestAnswer + TimeSpan.FromSeconds(1.01));

        Assert.Equal(5, Pass(living, 10));
    }

    [Fact]
    public void The_file_is_its_owner_s_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The user's data folder keeps others out.");
        var folder = Path.Combine(_folder.Path, "limits");
        var gates = new RequestGates(
            new Uri("https://api.ksef.mf.gov.pl/v2/"),
            new KsefApiOptions { LimitsFolder = folder },
            _clock
        );
        Pass(gates.For(new ApiCall(HttpMethod.Post, "/auth/challenge")), 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(Assert.Single(Directory.GetFiles(folder))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(folder));
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : System.IO.File.GetUnixFileMode(path);

    [Fact]
    public void Another_server_s_limit_is_another_count()
    {
        var options = new KsefApiOptions
        {
            LimitsFolder = _folder.Path,
            LoginLimit = new RateLimitValues(5, null, null),
            LimitShare = 1,
        };
        var call = new ApiCall(HttpMethod.Post, "/auth/challenge");

        RequestGate GateOf(string address) => new RequestGates(new Uri(address), options, _clock).For(call);

        Assert.Equal(5, Pass(GateOf("https://api.ksef.mf.gov.pl/v2/"), 10));
        Assert.Equal(5, Pass(GateOf("https://api-demo.ksef.mf.gov.pl/v2/"), 10));
        Assert.Equal(0, Pass(GateOf("https://API.ksef.mf.gov.pl:443/other/"), 10));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 77, 0, 0, 0, 1, 2, 3 })]
    public void A_file_that_is_torn_or_somebody_else_s_is_begun_again(byte[] content)
    {
        System.IO.File.WriteAllBytes(File, content);

        Assert.Equal(5, Pass(NewGate(), 10));
        Assert.Equal(0, Pass(NewGate(), 10));
    }

    [Fact]
    public void After_the_machine_s_restart_nothing_of_before_counts()
    {
        Assert.NotNull(NewGate().TryEnter());
        NewGate().CloseFor(TimeSpan.FromHours(1));

        // The clock without a date begins again; the one with a date goes on.
        var after = new RequestGate(Five, new SharedGate(File, new RestartedClock(_clock.GetUtcNow())), _clock);

        Assert.NotNull(after.TryEnter());
    }

    [Fact]
    public void Where_the_file_cannot_be_used_a_process_counts_alone()
    {
        var gate = new RequestGate(Five, new SharedGate(_folder.Path, _clock), _clock);

        Assert.Equal(5, Pass(gate, 10));
    }

    [Fact]
    public async Task While_another_process_is_at_the_file_one_waits_and_then_passes()
    {
        Assert.Equal(1, Pass(NewGate(), 1));
        var gate = new RequestGate(Five, new SharedGate(File, TimeProvider.System), TimeProvider.System);
        Task<RequestTurn> entering;
        using (new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            entering = gate.EnterAsync(TestContext.Current.CancellationToken);
            Assert.False(entering.IsCompleted);
        }

        (await entering).Dispose();
    }

    private RequestGate NewGate() => new(Five, new SharedGate(File, _clock), _clock);

    private static int Pass(RequestGate gate, int most)
    {
        for (var passed = 0; passed < most; passed++)
        {
            if (gate.TryEnter() is not { } turn)
                return passed;
            turn.Dispose();
        }
        return most;
    }

    private int MostInAWindow(IEnumerable<Step> steps)
    {
        System.IO.File.Delete(File);
        RequestGate[] processes = [NewGate(), NewGate(), NewGate()];
        Queue<RequestTurn> sent = new();
        Queue<RequestTurn> arrived = new();
        List<DateTimeOffset> arrivals = [];
        foreach (var step in steps)
            switch (step)
            {
                case Step.SendA or Step.SendB or Step.SendC when processes[(int)step].TryEnter() is { } turn:
                    sent.Enqueue(turn);
                    break;
                case Step.Arrive when sent.TryDequeue(out var turn):
                    arrivals.Add(_clock.GetUtcNow());
                    arrived.Enqueue(turn);
                    break;
                case Step.Answer when arrived.TryDequeue(out var turn):
                    turn.Dispose();
                    break;
                case Step.Tick:
                    _clock.Advance(TimeSpan.FromMilliseconds(70));
                    break;
                case Step.Stall:
                    _clock.Advance(TimeSpan.FromMilliseconds(900));
                    break;
            }
        return ServerWindow.Most(arrivals);
    }

    private enum Step
    {
        SendA,
        SendB,
        SendC,
        Arrive,
        Answer,
        Tick,
        Stall,
    }

    private sealed class RestartedClock(DateTimeOffset now) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromSeconds(20).Ticks;

        public override DateTimeOffset GetUtcNow() => now + TimeSpan.FromMinutes(2);
    }
}

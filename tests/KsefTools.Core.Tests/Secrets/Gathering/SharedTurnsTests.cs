using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Tests.Secrets.Gathering;

/// <summary>Who is in which turn, whose Ctrl-C ends one, and who hears what.</summary>
public sealed class SharedTurnsTests
{
    private readonly List<string> _done = [];
    private readonly SharedTurns<string, string> _turns;
    private TaskCompletionSource _held = new();
    private TaskCompletionSource? _next;
    private Exception? _failure;

    public SharedTurnsTests()
    {
        _held.SetResult();
        _turns = new SharedTurns<string, string>(request => [request], WorkAsync);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_hears_its_own_answer()
    {
        var first = Hold();
        var (second, third) = (AskAsync("b"), AskAsync("c"));
        _held.SetResult();

        Assert.Equal(["A", "B", "C"], await Task.WhenAll(first, second, third));
    }

    [Fact]
    public async Task A_turn_of_which_nobody_is_left_is_not_carried_out()
    {
        using var stop = new CancellationTokenSource();
        var first = Hold();
        var stopped = new[] { _turns.AskAsync("b", stop.Token), _turns.AskAsync("c", stop.Token) };
        await stop.CancelAsync();
        _held.SetResult();
        await first;
        foreach (var one in stopped)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);

        await AskAsync("d");

        Assert.Equal(["a", "d"], _done);
    }

    [Fact]
    public async Task One_that_is_cancelled_in_the_middle_of_a_turn_of_several_does_not_end_the_others()
    {
        using var stop = new CancellationTokenSource();
        var first = Hold();
        var (second, third) = (_turns.AskAsync("b", stop.Token), AskAsync("c"));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_next, var held) = (begun, _held);
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held.SetResult();
        await begun.Task.WaitAsync(Cancel);

        await stop.CancelAsync();
        _held.SetResult();

        Assert.Equal(["A", "B", "C"], await Task.WhenAll(first, second, third));
    }

    [Fact]
    public async Task Where_nobody_waits_the_next_one_does_not_wait_either()
    {
        await AskAsync("a");

        Assert.True(AskAsync("b").IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(true, new[] { "a", "b c" })]
    [InlineData(false, new[] { "a", "b c", "b", "c" })]
    public async Task A_stop_ends_a_turn_for_all_and_another_failure_is_tried_for_each(bool isStop, string[] expected)
    {
        var asked = new[] { Hold(), AskAsync("b"), AskAsync("c") };
        _failure = isStop ? new OperationCanceledException() : new InvalidOperationException();
        _held.SetResult();

        foreach (var one in asked)
            Assert.Same(_failure, await Record.ExceptionAsync(() => one));

        Assert.Equal(expected, _done);
    }

    [Fact]
    public async Task What_wants_a_name_of_the_turn_before_waits_and_keeps_its_other_names_too()
    {
        var turns = new SharedTurns<string, string>(request => request.Split('+'), WorkAsync);
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new[] { "x", "a", "A+b", "b", "c" }.Select(request => turns.AskAsync(request, Cancel)).ToList();
        _held.SetResult();

        await Task.WhenAll(asked);

        Assert.Equal(["x", "a c", "A+b", "b"], _done);
    }

    private Task<string> AskAsync(string request) => _turns.AskAsync(request, Cancel);

    private Task<string> Hold()
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return AskAsync("a");
    }

    private async Task<IReadOnlyList<string>> WorkAsync(IReadOnlyList<string> turn, CancellationToken cancellationToken)
    {
        _done.Add(string.Join(' ', turn));
        if (turn[0] is not "a")
            _next?.SetResult();
        await _held.Task.WaitAsync(cancellationToken);
        return _failure is null ? [.. turn.Select(request => request.ToUpperInvariant())] : throw _failure;
    }
}

using System.Diagnostics;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Tests.Secrets;

public sealed class GatheredVaultTests
{
    private readonly SlowVault _slow = new();
    private readonly GatheredVault _vault;

    public GatheredVaultTests() => _vault = new GatheredVault(_slow);

    [Fact]
    public async Task What_comes_while_a_change_is_under_way_leaves_together()
    {
        _slow.Hold();
        var changes = Enumerable.Range(0, 10).Select(index => WriteAsync($"secret-{index}")).ToList();
        changes.Add(_vault.RemoveAsync([Address("old-1")], Cancellation));
        changes.Add(_vault.RemoveAsync([Address("old-2")], Cancellation));
        _slow.Release();

        await Task.WhenAll(changes);

        Assert.Equal(
            [
                "write secret-0",
                "write secret-1 secret-2 secret-3 secret-4 secret-5 secret-6 secret-7 secret-8 secret-9",
                "remove old-1 old-2",
            ],
            _slow.Requests
        );
    }

    [Fact]
    public async Task Each_is_in_the_vault_when_its_own_change_returns()
    {
        _slow.Hold();
        var (first, second, third) = (WriteAsync("first"), WriteAsync("second"), WriteAsync("third"));
        _slow.Release();

        await third;

        Assert.Equal("third", (await ReadAsync("third"))?.Reveal());
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task A_secret_that_is_refused_is_its_own_change_s_failure_alone()
    {
        _slow.Refused = "bad";
        _slow.Hold();
        var first = WriteAsync("first");
        var (good, bad, other) = (WriteAsync("good"), WriteAsync("bad"), WriteAsync("other"));
        _slow.Release();

        await Task.WhenAll(first, good, other);

        await Assert.ThrowsAsync<SecretVaultException>(() => bad);
        Assert.Equal("good", (await ReadAsync("good"))?.Reveal());
        Assert.Equal("other", (await ReadAsync("other"))?.Reveal());
    }

    [Theory]
    [InlineData(SecretVaultFailure.Other, true)]
    [InlineData(SecretVaultFailure.Busy, false)]
    [InlineData(SecretVaultFailure.Locked, false)]
    [InlineData(SecretVaultFailure.SignedOut, false)]
    public async Task After_a_failure_that_is_everybody_s_nothing_more_is_written(
        SecretVaultFailure failure,
        bool mayBeTorn
    )
    {
        _slow.Hold();
        var first = WriteAsync("first");
        var (second, third) = (WriteAsync("second"), WriteAsync("third"));
        _slow.Failure = new SecretVaultException(failure, "v", "no") { MayBeTorn = mayBeTorn };
        _slow.Release();

        foreach (var change in (Task[])[second, third])
            Assert.Same(_slow.Failure, await Assert.ThrowsAsync<SecretVaultException>(() => change));
        Assert.Equal(["write first", "write second third"], _slow.Requests);
        await Assert.ThrowsAsync<SecretVaultException>(() => first);
    }

    [Fact]
    public async Task Two_changes_of_one_secret_are_done_in_their_order()
    {
        _slow.Hold();
        var changes = new List<Task>
        {
            WriteAsync("first"),
            WriteAsync("same", "old"),
            WriteAsync("same", "new"),
            _vault.RemoveAsync([Address("SAME"), Address("same")], Cancellation),
            WriteAsync("other"),
        };
        _slow.Release();

        await Task.WhenAll(changes);

        Assert.Equal(["write first", "write same other", "write same", "remove SAME same"], _slow.Requests);
    }

    [Fact]
    public async Task One_that_is_cancelled_before_its_turn_is_not_done()
    {
        using var stop = new CancellationTokenSource();
        _slow.Hold();
        var first = WriteAsync("first");
        var cancelled = _vault.WriteAsync(One("cancelled", "x"), stop.Token);
        var third = WriteAsync("third");
        await stop.CancelAsync();
        _slow.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await Task.WhenAll(first, third);

        Assert.Equal(["write first", "write third"], _slow.Requests);
    }

    [Fact]
    public async Task One_that_is_alone_is_cancelled_in_the_middle_too()
    {
        using var stop = new CancellationTokenSource();
        _slow.Hold();
        var alone = _vault.WriteAsync(One("alone", "x"), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alone);

        _slow.Release();
        await WriteAsync("next");
        Assert.Equal("next", (await ReadAsync("next"))?.Reveal());
    }

    [Fact]
    public async Task A_stop_in_the_middle_tells_each_what_is_in_the_vault()
    {
        _slow.Hold();
        var first = WriteAsync("first");
        var (second, third) = (WriteAsync("second"), WriteAsync("third"));
        _slow.Failure = new SecretWriteStoppedException([Address("second")], new(), Cancellation);
        _slow.Release();

        var stopped = await Assert.ThrowsAsync<SecretWriteStoppedException>(() => third);

        Assert.Equal([Address("second")], stopped.Written);
        await Assert.ThrowsAsync<SecretWriteStoppedException>(() => second);
        await Assert.ThrowsAsync<SecretWriteStoppedException>(() => first);
    }

    [Fact]
    public async Task Between_two_turns_another_process_has_the_time_to_take_its_own()
    {
        _slow.Hold();
        var (first, second) = (WriteAsync("first"), WriteAsync("second"));
        var end = Stopwatch.GetTimestamp();
        _slow.Release();

        await Task.WhenAll(first, second);

        // Whoever waits for the vault's lock looks every 40 ms.
        Assert.True(Stopwatch.GetElapsedTime(end, _slow.LastBegun) > TimeSpan.FromMilliseconds(40));
    }

    [Fact]
    public async Task What_fails_for_several_is_tried_for_each_alone()
    {
        _slow.Hold();
        var first = WriteAsync("first");
        var others = new[] { WriteAsync("second"), WriteAsync("third") };
        _slow.Failure = new SecretVaultException(SecretVaultFailure.Damaged, "v", "no");
        _slow.Release();

        foreach (var change in others.Prepend(first))
            await Assert.ThrowsAsync<SecretVaultException>(() => change);

        Assert.Equal(["write first", "write second third", "write second", "write third"], _slow.Requests);
    }

    [Fact]
    public async Task A_change_that_comes_when_all_is_done_is_done_at_once()
    {
        await WriteAsync("first");
        await WriteAsync("second");

        Assert.Equal(["write first", "write second"], _slow.Requests);
    }

    [Fact]
    public async Task What_the_vault_has_is_asked_of_it()
    {
        await WriteAsync("first");

        Assert.Equal(["first"], await _vault.ListAsync("v", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SecretAddress Address(string name) => new("v", name);

    private static Dictionary<SecretAddress, SecretText> One(string name, string text) =>
        new() { [Address(name)] = new(text) };

    private Task WriteAsync(string name, string? text = null) =>
        _vault.WriteAsync(One(name, text ?? name), Cancellation);

    private async Task<SecretText?> ReadAsync(string name) =>
        (await _vault.ReadAsync([Address(name)], Cancellation)).GetValueOrDefault(Address(name));

    /// <summary>A vault that is held in the middle of its first change, and notes what it is asked for.</summary>
    private sealed class SlowVault : ISecretVault
    {
        private readonly InMemoryVault _secrets = new();
        private TaskCompletionSource _held = new();

        public SlowVault() => Release();

        internal List<string> Requests { get; } = [];

        internal long LastBegun { get; private set; }

        internal string? Refused { get; set; }

        internal Exception? Failure { get; set; }

        internal void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Release() => _held.TrySetResult();

        public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
            _secrets.ListAsync(vault, cancellationToken);

        public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
            IReadOnlyCollection<SecretAddress> addresses,
            CancellationToken cancellationToken
        ) => _secrets.ReadAsync(addresses, cancellationToken);

        public async Task WriteAsync(
            IReadOnlyDictionary<SecretAddress, SecretText> secrets,
            CancellationToken cancellationToken
        )
        {
            await NoteAsync("write", secrets.Keys, cancellationToken);
            await _secrets.WriteAsync(secrets, cancellationToken);
        }

        public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
        {
            await NoteAsync("remove", addresses, cancellationToken);
            await _secrets.RemoveAsync(addresses, cancellationToken);
        }

        private async Task NoteAsync(
            string what,
            IEnumerable<SecretAddress> addresses,
            CancellationToken cancellationToken
        )
        {
            var names = addresses.Select(address => address.Name).ToList();
            Requests.Add($"{what} {string.Join(' ', names)}");
            LastBegun = Stopwatch.GetTimestamp();
            await _held.Task.WaitAsync(cancellationToken);
            if (Failure is { } failure)
                throw failure;
            if (Refused is { } refused && names.Contains(refused))
                throw new SecretVaultException(SecretVaultFailure.Other, "v", "refused");
        }
    }
}

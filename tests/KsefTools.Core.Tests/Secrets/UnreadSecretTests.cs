using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What a vault took counts as stored once it was read back, whatever ends the batch before.</summary>
public sealed class UnreadSecretTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-lock-");
    private readonly SharedStore _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stopped_in_the_middle_it_still_says_what_is_stored()
    {
        using var stop = new CancellationTokenSource();
        var process = _store.NewProcess();
        process.AfterWrite = stop.Cancel;
        process.ObservesCancellation = true;
        var batch = new Dictionary<SecretAddress, SecretText> { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var stopped = await Assert.ThrowsAsync<SecretWriteStoppedException>(() =>
            Guard(process).WriteAsync(batch, stop.Token)
        );

        Assert.Equal([Address("a")], stopped.Written);
    }

    [Fact]
    public async Task Of_what_it_took_before_a_stop_only_what_was_read_back_is_told_as_stored()
    {
        using var stop = new CancellationTokenSource();
        var process = _store.NewProcess();
        process.AfterWrite = () =>
        {
            if (!_store.File.ContainsKey("b"))
                return;
            // A prompt's vault answers no more after Ctrl-C.
            stop.Cancel();
            process.Fault = new OperationCanceledException(stop.Token);
        };
        var vault = new GuardedVault(process, new() { LockFolder = _folder.Path, WritePortion = 1 });
        var batch = new Dictionary<SecretAddress, SecretText> { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var stopped = await Assert.ThrowsAsync<SecretWriteStoppedException>(() => vault.WriteAsync(batch, stop.Token));

        Assert.Equal([Address("a")], stopped.Written);
    }

    [Fact]
    public async Task What_another_program_undid_before_a_stop_is_not_told_as_stored()
    {
        using var stop = new CancellationTokenSource();
        var process = _store.NewProcess();
        process.ObservesCancellation = true;
        process.AfterWrite = () =>
        {
            _store.NewProcess().RemoveAsync(Address("a"), Cancellation).Wait(Cancellation);
            stop.Cancel();
        };
        var batch = new Dictionary<SecretAddress, SecretText> { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var stopped = await Assert.ThrowsAsync<SecretWriteStoppedException>(() =>
            Guard(process).WriteAsync(batch, stop.Token)
        );

        Assert.Empty(stopped.Written);
    }

    [Fact]
    public async Task Stopped_before_anything_is_stored_it_names_nothing()
    {
        using var stop = new CancellationTokenSource();
        var process = _store.NewProcess();
        process.ObservesCancellation = true;
        await stop.CancelAsync();

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), stop.Token)
        );

        Assert.IsNotType<SecretWriteStoppedException>(stopped);
        Assert.Empty(_store.File);
    }

    [Fact]
    public async Task What_a_vault_took_and_did_not_give_back_is_told()
    {
        var process = _store.NewProcess();
        process.AfterWrite = () => process.Fault = new SecretVaultException(SecretVaultFailure.Other, "v", "closed");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Equal([Address("token")], failure.Unread);
        Assert.StartsWith("closed ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("could not be read back", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_took_nothing_is_not_said_to_have_taken_anything()
    {
        var process = _store.NewProcess();
        process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");
        process.BeforeRefusal = () => process.Fault = new IOException("gone");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Equal("locked", failure.Message);
    }

    [Fact]
    public async Task Of_a_vault_that_took_nothing_nothing_is_asked_after_its_refusal()
    {
        var process = _store.NewProcess();
        process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");

        await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        // The refresh before the write.
        Assert.Equal(1, process.Questions);
    }

    [Fact]
    public async Task What_was_lost_before_the_vault_fell_silent_is_not_told_as_perhaps_there()
    {
        var process = _store.NewProcess();
        process.AfterWrite = () =>
        {
            process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");
            process.BeforeRefusal = () => process.Fault = new IOException("gone");
            _store.NewProcess().RemoveAsync(Address("token"), Cancellation).Wait(Cancellation);
        };

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Empty(failure.Unread);
        Assert.Equal("locked", failure.Message);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SecretAddress Address(string name) => new("v", name);

    private static Dictionary<SecretAddress, SecretText> One(string name, string secret) =>
        new() { [Address(name)] = new(secret) };

    private GuardedVault Guard(IUnguardedVault vault) => new(vault, new() { LockFolder = _folder.Path });
}

using KsefTools.Core.Files;
using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

public sealed class GuardedVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-lock-");
    private readonly SharedStore _store = new();

    [Fact]
    public async Task Two_processes_that_write_at_once_lose_nothing()
    {
        var (first, second) = (Guard(_store.NewProcess()), Guard(_store.NewProcess()));

        await Task.WhenAll(WriteOneByOneAsync(first, "first"), WriteOneByOneAsync(second, "second"));

        Assert.Equal(60, _store.File.Count);
    }

    [Fact]
    public async Task Without_the_guard_they_do_lose()
    {
        // The model must be able to lose, or the test above proves nothing.
        var (first, second) = (_store.NewProcess(), _store.NewProcess());

        await first.WriteAsync(Address("first"), new("a"), Cancellation);
        await second.WriteAsync(Address("second"), new("b"), Cancellation);

        Assert.DoesNotContain("first", _store.File.Keys);
    }

    [Fact]
    public async Task A_write_that_another_program_undoes_is_noticed_and_repaired()
    {
        var process = _store.NewProcess();
        var intruder = _store.NewProcess();
        process.AfterWrite = () =>
        {
            process.AfterWrite = null;
            intruder.WriteAsync(Address("other"), new("x"), Cancellation).Wait(Cancellation);
        };

        await Guard(process).WriteAsync(One("token", "secret"), Cancellation);

        Assert.Equal("secret", _store.File["token"].Reveal());
        Assert.Equal("x", _store.File["other"].Reveal());
    }

    [Fact]
    public async Task A_write_that_is_undone_again_and_again_is_reported_as_lost()
    {
        var process = _store.NewProcess();
        var intruder = _store.NewProcess();
        process.AfterWrite = () => intruder.WriteAsync(Address("other"), new("x"), Cancellation).Wait(Cancellation);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "canary"), Cancellation)
        );

        Assert.Equal(SecretVaultFailure.WriteLost, failure.Failure);
        Assert.Empty(failure.Written);
        Assert.Contains("v/token", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_breaks_says_what_is_stored()
    {
        var process = _store.NewProcess();
        process.AfterWrite = () => process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");
        var batch = new Dictionary<SecretAddress, SecretText> { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(batch, Cancellation)
        );

        Assert.Equal(SecretVaultFailure.Locked, failure.Failure);
        Assert.Equal([Address("a")], failure.Written);
    }

    [Fact]
    public async Task A_name_that_the_vault_holds_keeps_no_other_secret_out()
    {
        var process = _store.NewProcess();
        process.HeldNames.UnionWith(["a", "c"]);
        var batch = new[] { "a", "b", "c", "d" }.ToDictionary(Address, name => new SecretText(name));
        var vault = new GuardedVault(process, new() { LockFolder = _folder.Path, WritePortion = 2 });

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => vault.WriteAsync(batch, Cancellation));

        Assert.Equal(SecretVaultFailure.NameHeld, failure.Failure);
        Assert.Equal([Address("b"), Address("d")], failure.Written);
        Assert.Equal([Address("a"), Address("c")], failure.Refusals.Keys);
        Assert.Contains("v/c is held", failure.Refusals[Address("c")].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_vault_took_and_lost_before_the_batch_broke_is_not_told_as_stored()
    {
        var process = _store.NewProcess();
        var intruder = _store.NewProcess();
        process.AfterWrite = () =>
        {
            process.Refusal = new(SecretVaultFailure.Other, "v", "refused");
            intruder.WriteAsync(Address("other"), new("x"), Cancellation).Wait(Cancellation);
        };
        var batch = new Dictionary<SecretAddress, SecretText> { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(batch, Cancellation)
        );

        Assert.Empty(failure.Written);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_vault_that_falls_silent_nothing_that_it_took_is_told_as_stored(bool isUndone)
    {
        var process = _store.NewProcess();
        process.AfterWrite = () =>
        {
            process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");
            process.BeforeRefusal = () => process.Fault = new IOException("gone");
            if (isUndone)
                _store.NewProcess().RemoveAsync(Address("a"), Cancellation).Wait(Cancellation);
        };
        var batch = isUndone ? One("a", "1") : new() { [Address("a")] = new("1"), [Address("b")] = new("2") };

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(batch, Cancellation)
        );

        Assert.Equal(SecretVaultFailure.Locked, failure.Failure);
        Assert.Empty(failure.Written);
    }

    [Fact]
    public async Task Where_the_lock_cannot_be_made_nothing_is_written()
    {
        var file = Path.Join(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        var vault = new GuardedVault(_store.NewProcess(), new GuardedVaultOptions { LockFolder = file });

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            vault.WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Equal(SecretVaultFailure.Other, failure.Failure);
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.Empty(_store.File);
    }

    [Fact]
    public async Task What_a_vault_took_and_does_not_give_back_is_not_told_as_stored()
    {
        var process = _store.NewProcess();
        process.AfterWrite = () => process.Fault = new SecretVaultException(SecretVaultFailure.Other, "v", "closed");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Empty(failure.Written);
    }

    [Fact]
    public async Task While_another_process_holds_the_lock_nothing_is_written()
    {
        using var other = await FileLock.TryTakeAsync(
            Path.Join(_folder.Path, "vault.lock"),
            TimeSpan.Zero,
            Cancellation
        );

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(_store.NewProcess(), TimeSpan.Zero).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Equal(SecretVaultFailure.Busy, failure.Failure);
        Assert.Empty(_store.File);
    }

    [Fact]
    public async Task While_another_process_holds_the_lock_nothing_is_removed()
    {
        await _store.NewProcess().WriteAsync(Address("token"), new("secret"), Cancellation);
        using var other = await FileLock.TryTakeAsync(
            Path.Join(_folder.Path, "vault.lock"),
            TimeSpan.Zero,
            Cancellation
        );

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(_store.NewProcess(), TimeSpan.Zero).RemoveAsync([Address("token")], Cancellation)
        );

        Assert.Equal(SecretVaultFailure.Busy, failure.Failure);
        Assert.Equal(["token"], _store.File.Keys);
    }

    [Fact]
    public async Task The_lock_is_its_owners_alone_whatever_the_umask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of file modes.");
        var folder = Path.Join(_folder.Path, "fresh");

        using var held = await FileLock.TryTakeAsync(Path.Join(folder, "vault.lock"), TimeSpan.Zero, Cancellation);

        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(Path.Join(folder, "vault.lock")));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("remove")]
    public async Task Whatever_a_vault_throws_comes_out_as_its_failure_and_quotes_nothing(string work)
    {
        var process = _store.NewProcess();
        process.Fault = new NotSupportedException("canary");
        var vault = Guard(process);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            work switch
            {
                "list" => vault.ListAsync("v", Cancellation),
                "read" => vault.ReadAsync([Address("token")], Cancellation),
                "write" => vault.WriteAsync(One("token", "secret"), Cancellation),
                _ => vault.RemoveAsync([Address("token")], Cancellation),
            }
        );

        Assert.Equal(SecretVaultFailure.Other, failure.Failure);
        Assert.Contains(nameof(NotSupportedException), failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_vault_says_of_a_secret_that_it_refuses_does_not_quote_it()
    {
        var secret = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

        var failure = SecretVaultException.Refused("v", $"I do not like\n{secret}\u001b[31m!", new IOException());

        Assert.DoesNotContain(secret[..16], failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', failure.Message);
        Assert.Contains("I do not like", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("list")]
    public async Task What_a_vault_failed_to_answer_once_is_asked_once_more(string question)
    {
        var process = _store.NewProcess();
        await process.WriteAsync(Address("token"), new("secret"), Cancellation);

        // Of what is asked, a refresh and then the question, either may fail.
        for (var calm = 0; calm < 2; calm++)
        {
            process.Hiccups.Enqueue(calm == 1 ? null : Hiccup);
            process.Hiccups.Enqueue(calm == 1 ? Hiccup : null);

            Assert.Equal("token", Assert.Single(await AskAsync(Guard(process), question)));
        }
    }

    [Fact]
    public async Task A_vault_that_fails_twice_has_failed()
    {
        var process = _store.NewProcess();
        process.Hiccups.Enqueue(Hiccup);
        process.Hiccups.Enqueue(Hiccup);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => AskAsync(Guard(process), "read"));

        Assert.Equal(SecretVaultFailure.Other, failure.Failure);
        Assert.Equal(2, process.Questions);
    }

    [Fact]
    public async Task A_vault_that_is_locked_is_asked_once()
    {
        var process = _store.NewProcess();
        process.Hiccups.Enqueue(new(SecretVaultFailure.Locked, "v", "no"));

        await Assert.ThrowsAsync<SecretVaultException>(() => Guard(process).ListAsync("v", Cancellation));

        Assert.Equal(1, process.Questions);
    }

    [Fact]
    public async Task Removing_leaves_what_another_process_has_written()
    {
        await _store.NewProcess().WriteAsync(Address("old"), new("1"), Cancellation);
        var process = _store.NewProcess();
        await _store.NewProcess().WriteAsync(Address("new"), new("2"), Cancellation);

        await Guard(process).RemoveAsync([Address("old"), Address("absent")], Cancellation);

        Assert.Equal(["new"], _store.File.Keys);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SecretVaultException Hiccup => new(SecretVaultFailure.Other, "v", "the network");

    private static async Task<IEnumerable<string>> AskAsync(GuardedVault vault, string question) =>
        question is "list"
            ? await vault.ListAsync("v", Cancellation)
            : (await vault.ReadAsync([Address("token")], Cancellation)).Keys.Select(address => address.Name);

    private static SecretAddress Address(string name) => new("v", name);

    private static Dictionary<SecretAddress, SecretText> One(string name, string secret) =>
        new() { [Address(name)] = new(secret) };

    private static async Task WriteOneByOneAsync(GuardedVault vault, string prefix)
    {
        for (var i = 0; i < 30; i++)
            await vault.WriteAsync(One($"{prefix}-{i}", $"{i}"), Cancellation);
    }

    private GuardedVault Guard(IUnguardedVault vault, TimeSpan? patience = null) =>
        new(vault, new() { LockFolder = _folder.Path, LockPatience = patience ?? TimeSpan.FromMinutes(1) });
}

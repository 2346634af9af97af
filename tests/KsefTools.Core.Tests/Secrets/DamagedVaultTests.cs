using KsefTools.Core.Files;
using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>
/// A vault that looks damaged while another process makes its files is asked again once that process has let it go.
/// </summary>
public sealed class DamagedVaultTests : IDisposable
{
    private static readonly SecretAddress Token = new("v", "token");
    private readonly SharedStore _store = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("list")]
    [InlineData("read")]
    public async Task A_first_write_that_is_over_in_a_moment_is_no_damage(string question)
    {
        var process = _store.NewProcess();
        await process.WriteAsync(Token, new("secret"), Cancel);
        process.Hiccups.Enqueue(Damage);
        var writer = await LockAsync();

        var asked = AskAsync(process, question);
        var early = asked.IsCompleted;
        writer.Dispose();

        Assert.Equal("token", Assert.Single(await asked));
        Assert.False(early);
    }

    [Fact]
    public async Task One_that_is_still_damaged_while_nobody_writes_is_damaged()
    {
        var process = _store.NewProcess();
        process.Fault = Damage;

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => AskAsync(process, "read"));

        Assert.Equal(SecretVaultFailure.Damaged, failure.Failure);
    }

    [Fact]
    public async Task One_that_another_process_does_not_let_go_is_told_as_it_was_seen()
    {
        var process = _store.NewProcess();
        process.Hiccups.Enqueue(Damage);
        using var writer = await LockAsync();

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => AskAsync(process, "list", TimeSpan.Zero));

        Assert.Equal((SecretVaultFailure.Damaged, 1), (failure.Failure, process.Questions));
    }

    [Fact]
    public async Task Where_no_lock_can_be_made_it_is_told_as_it_was_seen()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "", Cancel);
        var process = _store.NewProcess();
        process.Hiccups.Enqueue(Damage);
        var vault = new GuardedVault(process, new GuardedVaultOptions { LockFolder = _folder.PathOf("file") });

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => vault.ListAsync("v", Cancel));

        Assert.Equal(SecretVaultFailure.Damaged, failure.Failure);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SecretVaultException Damage => new(SecretVaultFailure.Damaged, "v", "its file is not there");

    private async Task<FileLock> LockAsync() =>
        (await FileLock.TryTakeAsync(_folder.PathOf("vault.lock"), TimeSpan.Zero, Cancel))!;

    private async Task<IEnumerable<string>> AskAsync(IUnguardedVault inner, string question, TimeSpan? patience = null)
    {
        var options = new GuardedVaultOptions
        {
            LockFolder = _folder.Path,
            LockPatience = patience ?? TimeSpan.FromMinutes(2),
        };
        var vault = new GuardedVault(inner, options);
        return question is "list"
            ? await vault.ListAsync("v", Cancel)
            : (await vault.ReadAsync([Token], Cancel)).Keys.Select(address => address.Name);
    }
}

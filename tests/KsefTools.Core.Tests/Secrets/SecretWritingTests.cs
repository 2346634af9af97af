using KsefTools.Core.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What names a secret follows it into the office's files, and only it.</summary>
public sealed class SecretWritingTests
{
    private static readonly SecretAddress Token = new("v", "token");

    private readonly InMemoryVault _inner = new();
    private int _followed;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_names_a_secret_follows_once_it_is_in_the_vault()
    {
        var seen = 0;

        await _inner.WriteAsync(
            Token,
            new SecretText("x"),
            () => seen = _inner.ListAsync("v", Cancel).Result.Count,
            Cancel
        );

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Nothing_names_what_the_vault_refused()
    {
        var refusal = new SecretVaultException(SecretVaultFailure.Other, "v", "full");

        await Assert.ThrowsAsync<SecretVaultException>(() => WriteAsync(refusal));

        Assert.Equal(0, _followed);
    }

    [Fact]
    public async Task What_was_stored_before_a_stop_is_named_all_the_same()
    {
        await Assert.ThrowsAsync<SecretWriteStoppedException>(() =>
            WriteAsync(new SecretWriteStoppedException([Token], new OperationCanceledException(), Cancel))
        );

        Assert.Equal(1, _followed);
    }

    [Fact]
    public async Task What_a_stop_kept_out_of_the_vault_is_not_named()
    {
        var other = new SecretAddress("v", "other");

        await Assert.ThrowsAsync<SecretWriteStoppedException>(() =>
            WriteAsync(new SecretWriteStoppedException([other], new OperationCanceledException(), Cancel))
        );

        Assert.Equal(0, _followed);
    }

    private Task WriteAsync(Exception failure) =>
        new FatefulVault(_inner) { Handling = VaultHandlings.Fail(VaultAct.Write, failure) }.WriteAsync(
            Token,
            new SecretText("x"),
            () => _followed++,
            Cancel
        );
}

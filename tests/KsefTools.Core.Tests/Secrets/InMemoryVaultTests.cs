using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>The vault of tests and of the demo keeps what the real ones keep.</summary>
public sealed class InMemoryVaultTests
{
    private static readonly SecretAddress Token = new("v", "token");
    private static readonly SecretAddress Other = new("v", "other");
    private static readonly SecretAddress Elsewhere = new("w", "token");

    private readonly InMemoryVault _vault = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_removed_is_gone_and_nothing_else_is()
    {
        await WriteAsync(Token, Other, Elsewhere);

        await _vault.RemoveAsync([Token], Cancel);

        Assert.Equal([Other, Elsewhere], (await _vault.ReadAsync([Token, Other, Elsewhere], Cancel)).Keys);
    }

    [Fact]
    public async Task A_vault_s_names_are_its_own_however_it_is_written()
    {
        await WriteAsync(Token, Other, Elsewhere);

        Assert.Equal(["other", "token"], (await _vault.ListAsync("V", Cancel)).Order(StringComparer.Ordinal));
        Assert.Contains("TOKEN", await _vault.ListAsync("w", Cancel));
    }

    [Fact]
    public async Task A_later_write_takes_the_place_of_an_earlier_one()
    {
        await WriteAsync(Token);
        await _vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [Token] = new("new") }, Cancel);

        Assert.Equal("new", (await _vault.ReadAsync([Token], Cancel))[Token].Reveal());
    }

    private Task WriteAsync(params SecretAddress[] addresses) =>
        _vault.WriteAsync(addresses.ToDictionary(address => address, address => new SecretText(address.Name)), Cancel);
}

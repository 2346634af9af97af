using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>What must be true of a client at every moment of a rotation, whoever is killed when.</summary>
internal static class RotationService
{
    /// <summary>
    /// Its profile names a token that works and that the vault has; the old one goes only after the new one's proof.
    /// </summary>
    public static async Task AssertKeptAsync(ConversionBench bench, ConversionClient client, string where)
    {
        var kept = await bench.Vault.ReadAsync(
            [
                .. bench
                    .AccessOf(client)
                    .Where(entry => entry is { Secret: not null, RetiredOn: null })
                    .Select(entry => new Core.Secrets.SecretAddress(ConversionBench.VaultName, entry.Secret!)),
            ],
            TestContext.Current.CancellationToken
        );
        var active = bench.ActiveOf(client).Where(token => token.Status is TokenStatus.Active).ToList();
        Assert.True(kept.Values.Any(text => active.Exists(token => token.Secret == text.Reveal())), where);
        if (bench.World.FindToken(client.Token!)!.Status is not TokenStatus.Active)
            Assert.True(bench.JournalText().Contains("\"proven\"", StringComparison.Ordinal), where);
    }

    /// <summary>One token serves it, which vault and profile have; every other one is dead, and nothing is left
    /// over.</summary>
    public static async Task AssertRotatedAsync(ConversionBench bench, ConversionClient client, string where)
    {
        await AssertKeptAsync(bench, client, where);
        var active = bench.ActiveOf(client);
        Assert.True(active.Count is 1, $"{active.Count} active: {where}");
        Assert.True(active[0].ReferenceNumber != client.Token, where);
        var entry = Assert.Single(bench.AccessOf(client));
        Assert.True(entry.Reference == active[0].ReferenceNumber, where);
        var names = (
            await bench.Vault.ListAsync(ConversionBench.VaultName, TestContext.Current.CancellationToken)
        ).Where(name => name.Contains(client.Nip, StringComparison.Ordinal));
        Assert.Equal([entry.Secret], names);
    }
}

using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What must be true of a client at every moment of its move, whoever is killed when.</summary>
internal static class ClientService
{
    /// <summary>
    /// Its profile names a credential that works, be it token or certificate; and its token dies only after the proof.
    /// </summary>
    public static void AssertKept(ConversionBench bench, ConversionClient client, string where)
    {
        var access = bench.AccessOf(client);
        var status = bench.World.FindToken(client.Token!)!.Status;
        var isServedByToken =
            status is TokenStatus.Active && access.Any(entry => entry is { Secret: not null, RetiredOn: null });
        var isServedBySeal =
            access.Any(entry => entry.Identity == "seal")
            && bench.GrantsAt(client).Any(grant => grant.Permission is Permission.InvoiceRead);
        Assert.True(isServedByToken || isServedBySeal, $"{where}: {string.Join("; ", access)}");
        if (status is not TokenStatus.Active)
            Assert.True(isServedBySeal && bench.JournalText().Contains("\"proven\"", StringComparison.Ordinal), where);
    }

    /// <summary>The seal serves it, and nothing was granted twice.</summary>
    public static async Task AssertMovedAsync(
        ConversionBench bench,
        ConversionClient client,
        bool tokenRevoked,
        string where
    )
    {
        AssertKept(bench, client, where);
        var access = bench.AccessOf(client);
        var secrets = await bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken);
        Assert.True(bench.GrantsAt(client).Count(grant => grant.Permission is Permission.InvoiceRead) is 1, where);
        Assert.True(access.Count(entry => entry.Identity == "seal") is 1, where);
        if (tokenRevoked)
        {
            Assert.True(
                bench.World.FindToken(client.Token!)!.Status is TokenStatus.Revoking or TokenStatus.Revoked,
                where
            );
            Assert.True(access.Count is 1 && secrets.Count is 0, where);
        }
        else
        {
            Assert.True(bench.World.FindToken(client.Token!)!.Status is TokenStatus.Active, where);
            Assert.True(access.Count(entry => entry.RetiredOn is not null) is 1 && secrets.Count is 1, where);
        }
    }
}

using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>A process is killed at every point of a revocation; the next one ends it.</summary>
public sealed class NothingIsLostInRevocationTests : ConversionTest
{
    [Fact]
    public async Task A_kill_at_any_point_is_survived()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var fate = new Fate();
        await EndAsync(Bench.EndOf(client) with { Force = true }, fate);
        Assert.Contains("after DELETE {number}", fate.Points);

        // After the last line nothing is left to be done again.
        for (var point = 0; point < fate.Points.Count - 1; point++)
        {
            var next = Bench.AddClient(Permission.InvoiceRead);
            var order = Bench.EndOf(next) with { Force = true, Reference = next.Token };
            try
            {
                await EndAsync(order, new Fate(point));
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            var result = await Bench.EndAsync(order with { Entry = null });
            Assert.Contains(result.Outcome, (TokenOutcome[])[TokenOutcome.Revoked, TokenOutcome.AlreadyRevoked]);
            Assert.Empty(Bench.ActiveOf(next));
            Assert.Empty(Bench.AccessOf(next));
            Assert.Empty(await Bench.Vault.ReadAsync([next.Secret], TestContext.Current.CancellationToken));
        }
    }

    private async Task EndAsync(TokenEndOrder order, Fate fate)
    {
        using var process = Bench.Start(fate);
        await process.EndAsync(Bench, order, fate: fate);
    }
}

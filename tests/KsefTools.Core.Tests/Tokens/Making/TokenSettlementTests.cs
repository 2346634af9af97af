using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>What KSeF made and nobody kept ends before another one is made, whatever became of it meanwhile.</summary>
public sealed class TokenSettlementTests : ConversionTest
{
    private const string Order = "POST tokens";

    [Theory]
    [InlineData(TokenStatus.Failed)]
    [InlineData(TokenStatus.Revoking)]
    public async Task One_that_is_at_its_end_already_is_not_waited_for(TokenStatus status)
    {
        var client = Granted();
        var usual = Bench.Settings.TokenDelay;
        Bench.Settings.TokenDelay = TimeSpan.FromDays(1);

        var result = await LoseAsync(
            client,
            lost: () =>
            {
                Become(client, status);
                Bench.Settings.TokenDelay = usual;
            }
        );

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task Beside_one_that_stays_pending_no_other_is_made()
    {
        var client = Granted();

        Bench.Settings.TokenDelay = TimeSpan.FromDays(1);

        var result = await LoseAsync(client);

        Assert.Equal(TokenOutcome.InProgress, result.Outcome);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task One_that_somebody_else_revokes_a_moment_earlier_is_settled()
    {
        var client = Granted();
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == "before DELETE {number}")
                    Become(client, TokenStatus.Revoked);
            },
        };

        var result = await LoseAsync(client, fate: fate);

        Assert.Equal(TokenOutcome.Created, result.Outcome);
    }

    [Fact]
    public async Task Whoever_sees_all_tokens_settles_what_another_ordered()
    {
        var client = Granted();
        foreach (var permission in (Permission[])[Permission.InvoiceRead, Permission.CredentialsManage])
            Bench.World.AddGrant(
                new GrantRecord
                {
                    Id = Guid.NewGuid(),
                    Context = client.Context,
                    Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
                    Permission = permission,
                    StartDate = Clock.GetUtcNow(),
                }
            );
        var order = Bench.OrderFor(client, "InvoiceRead");
        using (var process = Bench.Start())
        {
            (process.Network.LosesAnswerTo, process.Network.LosesRequest) = (Order, "GET tokens");
            Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order)).Outcome);
        }

        var result = await Bench.MakeAsync(order with { NotBy = ["seal"] });

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    /// <summary>Orders a token; the answer to the first order gets lost.</summary>
    private async Task<KsefTokenChange> LoseAsync(ConversionClient client, Action? lost = null, Fate? fate = null)
    {
        using var process = Bench.Start(fate);
        (process.Network.LosesAnswerTo, process.Network.Lost) = (Order, lost);
        return await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));
    }

    private void Become(ConversionClient client, TokenStatus status) =>
        Bench.World.UpdateToken(Bench.TokensOf(client)[0].ReferenceNumber, token => token with { Status = status });

    private ConversionClient Granted()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }
}

using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Making;
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

    [Fact]
    public async Task What_is_found_at_once_is_looked_for_once_and_its_number_written_down()
    {
        var client = Granted();
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = Order;
        var lost = "";
        process.Network.Lost = () => lost = Bench.TokensOf(client)[0].ReferenceNumber;

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, 1), (result.Outcome, process.Network.Count("GET tokens")));
        var cleared = Assert.Single(JournalReader.ReadAll(Bench.Office)).Entries.Single(entry => entry.Is("cleared"));
        Assert.Equal(lost, cleared["reference"]);
    }

    [Fact]
    public async Task It_is_looked_for_by_the_mark_alone()
    {
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = Order;
        var asked = new List<string>();
        process.Network.Leaving = request =>
        {
            if (request.RequestUri!.Segments[^1] == "tokens" && request.Method == HttpMethod.Get)
                asked.Add(request.RequestUri.Query);
        };

        await process.MakeAsync(
            Bench,
            Bench.OrderFor(Granted(), "InvoiceRead"),
            new TokenOptions { NewTag = () => "00112233aa" }
        );

        Assert.Contains("description=00112233aa", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_settled_leaves_nothing_under_way_where_nobody_may_make_another()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        await LoseForLaterAsync(order);
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);
        Bench.Grant(client, permissions: Permission.InvoiceWrite);

        var result = await Bench.MakeAsync(order);

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Empty(Bench.ActiveOf(client));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Where_nobody_can_look_it_is_told_who_is_to_sign()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        await LoseForLaterAsync(order);
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);

        var result = await Bench.MakeAsync(order);

        Assert.Equal(
            (TokenOutcome.NeedsSignature, $"New-KsefSigningRequest {client.Nip}"),
            (result.Outcome, result.Remedy)
        );
        Assert.Contains("look for it as seal: sign once more", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>Orders a token, whose answer gets lost, and dies before it is looked for.</summary>
    private async Task LoseForLaterAsync(TokenOrder order)
    {
        using var process = Bench.Start();
        (process.Network.LosesAnswerTo, process.Network.LosesRequest) = (Order, "GET tokens");
        Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order)).Outcome);
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

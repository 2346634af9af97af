using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Which refusal the client can help, and which grant may yet take effect.</summary>
public sealed class RefusedGrantsTests : ConversionTest
{
    private static readonly ConversionOptions AsAnna = new() { Identity = "anna" };

    [Theory]
    [InlineData(
        403,
        """{"title":"Forbidden","status":403,"reasonCode":"something-else","detail":"Nie."}""",
        ConversionOutcome.WaitingForClient,
        ConversionRoute.ByClient
    )]
    [InlineData(
        400,
        """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"Nie."}]}}""",
        ConversionOutcome.Failed,
        ConversionRoute.ByToken
    )]
    public async Task A_session_that_may_not_grant_is_the_clients_matter_and_a_request_that_KSeF_refuses_is_not(
        int status,
        string body,
        ConversionOutcome outcome,
        ConversionRoute route
    )
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.Faults.Add(
            new FaultRule(FaultKind.Answer, "/permissions/entities/grants", "POST", Status: status, Body: body)
        );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((outcome, route), (result.Outcome, result.Route));
        Assert.Empty(Bench.GrantsAt(client));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_grant_that_the_list_shows_and_the_client_does_not_yet_is_waited_for_by_a_later_run_too()
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAsync("granted", new ConversionOptions());
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/query/personal/grants",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );

        var result = Assert.Single(await Bench.ConvertAsync());

        Assert.Equal((ConversionOutcome.WaitingForGrant, true), (result.Outcome, result.WasResumed));
        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_persons_grant_that_shows_nowhere_yet_is_waited_for_and_not_made_twice()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAsync("granted", AsAnna);
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);

        var result = await Bench.ConvertAsync(client, AsAnna);

        Assert.Equal((ConversionOutcome.WaitingForGrant, true), (result.Outcome, result.WasResumed));
        Assert.Empty(Bench.GrantsAt(client));
        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    private async Task DieAsync(string step, ConversionOptions options)
    {
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point == $"after step '{step}'")
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await process.ConvertAsync(options);
    }
}

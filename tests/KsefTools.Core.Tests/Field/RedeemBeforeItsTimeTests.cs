using KsefTools.Core.Tests.Audit;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Field;

/// <summary>KSeF says "done", and then that there is nothing to redeem: nothing was handed out, so it is asked
/// again.</summary>
public sealed class RedeemBeforeItsTimeTests
{
    private const string Case = "02-redeem-21301-after-200";

    [Fact]
    public async Task Said_once_it_costs_the_client_nothing()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        Cases.Arm(office.Host, Case, "rules.json");

        var result = await office.RunAsync(client);

        Assert.Equal(SignInKind.Cold, result.SignIn);
        Assert.Empty(AuditHarness.CodesOf(result));
    }

    [Fact]
    public async Task Said_always_nothing_is_known_of_the_token()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        Cases.Arm(office.Host, Case, "rules-always.json");

        var result = await office.RunAsync(client);

        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.InRange(office.Requests.Count(request => request.Contains("redeem", StringComparison.Ordinal)), 2, 10);
    }

    [Theory]
    [InlineData("/auth/*-*-*", "GET", 401, "")]
    [InlineData("/auth/*-*-*", "GET", 404, "")]
    [InlineData("/auth/*-*-*", "GET", 400, """{"exception":{"exceptionDetailList":[{"exceptionCode":21304}]}}""")]
    [InlineData("/auth/token/redeem", "POST", 401, "")]
    [InlineData(
        "/auth/token/redeem",
        "POST",
        400,
        """{"exception":{"exceptionDetailList":[{"exceptionCode":21304}]}}"""
    )]
    public async Task A_part_of_KSeF_that_does_not_know_the_new_sign_in_yet_costs_the_client_nothing(
        string path,
        string method,
        int status,
        string body
    )
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        office.Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, path, method, Count: 1, Status: status, Body: body)
        );

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }
}

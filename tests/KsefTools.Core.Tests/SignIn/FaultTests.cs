using KsefTools.Core.Api;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.SignIn;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.ServerError, ApiErrorKind.ServerError)]
    [InlineData(FaultKind.Unavailable, ApiErrorKind.ServerError)]
    [InlineData(FaultKind.EmptyForbidden, ApiErrorKind.PortalRefused)]
    [InlineData(FaultKind.BlockedPage, ApiErrorKind.PortalRefused)]
    [InlineData(FaultKind.Reset, ApiErrorKind.Unreachable)]
    [InlineData(FaultKind.TruncatedJson, ApiErrorKind.BadAnswer)]
    public async Task Trouble_that_lasts_says_nothing_about_the_credential(FaultKind fault, ApiErrorKind kind)
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        office.Sandbox.Main.Faults.Add(new FaultRule(fault));

        var error = await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(token));

        Assert.Equal((kind, false), (error.Kind, error.SpeaksAboutCredential));
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task Trouble_that_passes_costs_no_client(FaultKind fault)
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        foreach (var path in (string[])["/auth/challenge", "/security/*", "/auth/ksef-token"])
            office.Sandbox.Main.Faults.Add(new FaultRule(fault, path, Count: 1));

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }

    [Theory]
    [InlineData("/auth/challenge")]
    [InlineData("/auth/ksef-token")]
    [InlineData("/auth/token/redeem")]
    public async Task An_answer_lost_after_the_work_costs_no_client(string path)
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        office.Sandbox.Main.Faults.Add(new FaultRule(FaultKind.Reset, path, Count: 1, AfterWork: true));

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }

    [Fact]
    public async Task A_sign_in_that_ksef_cancelled_is_begun_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        const string cancelled = """
            {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"Token",
             "authenticationMethodInfo":{"category":"Token","code":"token.ksef","displayName":"Token KSeF"},
             "status":{"code":550,"description":"Przerwane","details":["Przetwarzanie zostało przerwane."]}}
            """;
        office.Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, "/auth/*-*-*", "GET", Count: 1, Status: 200, Body: cancelled)
        );

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
        Assert.Equal(2, office.Network.Count("POST challenge"));
    }

    [Theory]
    [InlineData("POST /auth/ksef-token", true, 2)]
    [InlineData("POST /auth/ksef-token", false, 1)]
    [InlineData("POST /auth/challenge", true, 1)]
    public async Task Only_what_was_sent_and_may_have_used_the_challenge_up_is_begun_again(
        string endpoint,
        bool wasSent,
        int expected
    )
    {
        await using var office = await SandboxOffice.StartAsync();
        var flow = new SignInFlow(office.Sessions.Api(office.Environment), office.Options, office.Clock);
        var begun = 0;

        await Assert.ThrowsAsync<KsefApiException>(() =>
            flow.RunAsync(
                _ =>
                {
                    begun++;
                    throw new KsefApiException(ApiErrorKind.Unreachable, endpoint, "No.") { WasSent = wasSent };
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(expected, begun);
    }

    [Fact]
    public async Task Fields_that_ksef_adds_are_ignored()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        office.Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ExtraFields));

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }
}

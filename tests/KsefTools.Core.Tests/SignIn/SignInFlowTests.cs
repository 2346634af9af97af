using KsefTools.Core.Api;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>How often what was begun is asked after, and what is begun again.</summary>
public sealed class SignInFlowTests
{
    private const string Status = "GET /auth/{referenceNumber}";
    private const string Redeem = "POST /auth/token/redeem";

    [Fact]
    public async Task What_is_done_and_cannot_be_redeemed_yet_is_asked_for_ever_later()
    {
        await using var office = await SandboxOffice.StartAsync();
        RefuseRedeem(office, 21301, times: 3);

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(office.CreateToken())).Kind);

        Assert.Equal(1, office.Network.Count("POST challenge"));
        Assert.Equal(4, office.Network.Count("POST redeem"));
        Assert.Equal([400, 600, 900], Pauses(office));
    }

    [Fact]
    public async Task After_four_times_in_vain_the_sign_in_is_begun_again_once()
    {
        await using var office = await SandboxOffice.StartAsync();
        RefuseRedeem(office, 21301, times: null);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(office.CreateToken()));

        Assert.Equal(21301, error.Code);
        Assert.Equal(8, office.Network.Count("POST redeem"));
        Assert.Equal(2, office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task A_redeem_that_is_refused_otherwise_is_not_asked_for_a_second_time()
    {
        await using var office = await SandboxOffice.StartAsync();
        RefuseRedeem(office, 21001, times: null);

        await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(office.CreateToken()));

        Assert.Equal(1, office.Network.Count("POST redeem"));
    }

    [Fact]
    public async Task The_next_sign_in_first_asks_when_the_last_one_was_ready()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Sandbox.Main.Settings.PollsInProgress = 2;
        await office.SignInAsync(office.CreateToken());
        office.Sandbox.Main.Settings.PollsInProgress = 0;

        await office.SignInAsync(office.CreateToken());

        Assert.Equal([400, 600, 1000], Pauses(office));
    }

    [Fact]
    public async Task One_that_is_not_done_when_the_wait_is_over_is_not_asked_after_again()
    {
        await using var office = await SandboxOffice.StartAsync(options: new() { MaxWait = TimeSpan.FromSeconds(1) });
        office.Sandbox.Main.Settings.PollsInProgress = int.MaxValue;

        await office.RefusedAsync(office.CreateToken());

        Assert.Equal([400, 600], Pauses(office));
        Assert.Equal(3, office.Network.Count("GET {number}"));
    }

    [Theory]
    [InlineData("POST /auth/xades-signature", ApiErrorKind.Unreachable, null, 2)]
    [InlineData(Redeem, ApiErrorKind.Unreachable, null, 2)]
    [InlineData(Redeem, ApiErrorKind.RateLimited, null, 1)]
    [InlineData("POST /auth/ksef-token", ApiErrorKind.RateLimited, null, 1)]
    [InlineData("POST /auth/ksef-token", ApiErrorKind.Unauthorized, null, 1)]
    [InlineData("POST /auth/challenge", ApiErrorKind.Validation, 21304, 1)]
    [InlineData(Status, ApiErrorKind.Unreachable, null, 1)]
    [InlineData(Status, ApiErrorKind.Validation, 21301, 2)]
    [InlineData(Status, ApiErrorKind.Validation, 21304, 2)]
    [InlineData(Status, ApiErrorKind.Validation, 21001, 1)]
    [InlineData(Status, ApiErrorKind.Unauthorized, null, 2)]
    [InlineData(Status, ApiErrorKind.NotFound, null, 2)]
    [InlineData(Status, ApiErrorKind.Forbidden, null, 1)]
    [InlineData(Redeem, ApiErrorKind.Validation, 21304, 2)]
    [InlineData(Redeem, ApiErrorKind.Unauthorized, null, 2)]
    public async Task What_KSeF_lost_is_begun_again_and_what_it_refused_is_not(
        string endpoint,
        ApiErrorKind kind,
        int? code,
        int expected
    ) => Assert.Equal(expected, await BegunAsync(new KsefApiException(kind, endpoint, "No.") { Code = code }));

    [Theory]
    [InlineData(SignInFailure.ChallengeInvalid, null, 2)]
    [InlineData(SignInFailure.SystemFailure, 550, 2)]
    [InlineData(SignInFailure.SystemFailure, 500, 1)]
    [InlineData(SignInFailure.TokenRevoked, 450, 1)]
    public async Task A_challenge_that_is_used_up_and_a_sign_in_that_was_cancelled_are_begun_again(
        SignInFailure failure,
        int? status,
        int expected
    ) => Assert.Equal(expected, await BegunAsync(new SignInException(failure, status, "No.")));

    private static async Task<int> BegunAsync<TError>(TError error)
        where TError : Exception
    {
        await using var office = await SandboxOffice.StartAsync();
        var flow = new SignInFlow(office.Sessions.Api(office.Environment), office.Options, office.Clock);
        var begun = 0;
        var told = await Assert.ThrowsAsync<TError>(() =>
            flow.RunAsync(
                _ =>
                {
                    begun++;
                    throw error;
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Same(error, told);
        return begun;
    }

    private static void RefuseRedeem(SandboxOffice office, int code, int? times) =>
        office.Sandbox.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/token/redeem",
                "POST",
                Count: times,
                Status: 400,
                Body: $$$"""{"exception":{"exceptionDetailList":[{"exceptionCode":{{{code}}}}]}}"""
            )
        );

    private static IEnumerable<double> Pauses(SandboxOffice office) =>
        office.Clock.Pauses.Where(pause => pause < TimeSpan.FromMinutes(1)).Select(pause => pause.TotalMilliseconds);
}

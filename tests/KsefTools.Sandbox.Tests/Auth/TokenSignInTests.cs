using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Auth;

public sealed class TokenSignInTests : SandboxTest
{
    [Fact]
    public async Task A_good_token_signs_in_and_lists_itself()
    {
        var token = AddToken(Permission.InvoiceRead);

        var session = await SignInAsync(token);
        var list = await GetAsync("/tokens", session.Access);

        Assert.Equal(HttpStatusCode.OK, list.Status);
        var only = Assert.Single(list.Json.GetProperty("tokens").EnumerateArray());
        Assert.Equal(token.ReferenceNumber, only.GetProperty("referenceNumber").GetString());
    }

    [Fact]
    public async Task A_refresh_token_gives_a_new_access_token_again_and_again()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        await PostAsync("/auth/token/refresh", session.Refresh);
        var again = await PostAsync("/auth/token/refresh", session.Refresh);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        var access = again.Json.GetProperty("accessToken").GetProperty("token").GetString();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/tokens", access)).Status);
    }

    [Theory]
    [InlineData(TokenStatus.Revoked, "Token unieważniony")]
    [InlineData(TokenStatus.Revoking, "Token unieważniony")]
    [InlineData(TokenStatus.Pending, "Token nieaktywny")]
    [InlineData(TokenStatus.Failed, "Token nieaktywny")]
    public async Task A_token_that_is_not_active_ends_at_450_and_says_why(TokenStatus status, string detail)
    {
        var token = AddToken(Permission.InvoiceRead);
        World.UpdateToken(token.ReferenceNumber, t => t with { Status = status });

        var seen = (await SignInStatusAsync(token.Secret)).GetProperty("status");

        Assert.Equal(450, seen.GetProperty("code").GetInt32());
        Assert.Equal(detail, seen.GetProperty("details")[0].GetString());
    }
}

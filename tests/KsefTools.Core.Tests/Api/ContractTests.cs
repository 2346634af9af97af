using System.Net.Http.Json;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Api;

/// <summary>
/// Every request that the client can make is held against the contract, and the sandbox's answer to it too.
/// </summary>
public sealed class ContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_of_a_tokens_session_is_of_the_contract()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken(permissions: [Permission.InvoiceRead, Permission.CredentialsManage]);
        var other = office.CreateToken();
        var session = await office.SignInAsync(token);
        var (api, access) = (session.Api, session.Token);

        var page = await api.ListTokensAsync(
            access,
            new TokenQuery
            {
                Statuses = ["Active", "Pending"],
                Description = "KSeF",
                AuthorIdentifier = SandboxOffice.Nip,
                AuthorIdentifierType = "Nip",
                PageSize = 10,
            },
            null,
            Cancel
        );
        Assert.Equal(2, page.Tokens.Count);
        Assert.Equal("Active", (await api.GetTokenAsync(access, other.Reference.Value, Cancel)).Status);
        await api.RevokeTokenAsync(access, other.Reference.Value, Cancel);
        await api.QueryPersonalGrantsAsync(
            access,
            new PersonalGrantsQuery
            {
                ContextIdentifier = new TypedIdentifier("Nip", SandboxOffice.Nip),
                PermissionTypes = ["InvoiceRead"],
                PermissionState = "Active",
            },
            0,
            Cancel
        );
        await api.QueryPersonalGrantsAsync(access, new PersonalGrantsQuery(), 0, Cancel);
        Assert.NotNull((await api.GetContextLimitsAsync(access, Cancel)).OnlineSession);
        await api.GetSubjectLimitsAsync(access, Cancel);
        var own = Assert.Single((await api.ListSessionsAsync(access, null, Cancel)).Items);
        Assert.True(own.IsCurrent);
        await api.CloseSessionAsync(access, own.ReferenceNumber, Cancel);

        office.Contract!.AssertClean();
    }

    [Fact]
    public async Task A_new_token_is_asked_for_by_the_contract()
    {
        await using var office = await SandboxOffice.StartAsync();
        using var control = new HttpClient { BaseAddress = new Uri(office.Sandbox.Root, "_sandbox/") };
        var context = new { type = "Nip", value = SandboxOffice.Nip };
        using var made = await control.PostAsJsonAsync("sessions", new { context }, Cancel);
        using var signed = await made.Content.ReadFromJsonAsync<JsonDocument>(Cancel);
        var bearer = signed!.RootElement.GetProperty("accessToken").GetString()!;
        var access = new AccessToken(new SecretText(bearer), SandboxOffice.Context, DateTimeOffset.MaxValue);

        var generated = await office
            .Sessions.Api(office.Environment)
            .GenerateTokenAsync(access, new GenerateTokenRequest(["InvoiceRead"], "Biuro Sigma"), Cancel);

        Assert.Equal(generated.Token.Reveal(), office.Sandbox.World.FindToken(generated.ReferenceNumber)?.Secret);
        Assert.DoesNotContain(generated.Token.Reveal(), generated.ToString(), StringComparison.Ordinal);
        office.Contract!.AssertClean();
    }

    [Fact]
    public async Task Pages_follow_each_other_by_the_continuation_token()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken(permissions: [Permission.CredentialsRead]);
        for (var more = 0; more < 24; more++)
            office.CreateToken();
        var session = await office.SignInAsync(token);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await session.Api.ListTokensAsync(
                session.Token,
                new TokenQuery { PageSize = 10 },
                continuation,
                Cancel
            );
            seen.UnionWith(page.Tokens.Select(listed => listed.ReferenceNumber));
            continuation = page.ContinuationToken;
        } while (!string.IsNullOrEmpty(continuation));

        Assert.Equal(25, seen.Count);
        Assert.Equal(3, office.Network.Count("GET tokens"));
    }

    [Fact]
    public async Task A_session_that_was_closed_cannot_be_refreshed()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        var session = await office.SignInAsync(token);

        await session.Api.CloseCurrentSessionAsync(session.Token, Cancel);
        office.Clock.Advance(TimeSpan.FromMinutes(15));
        office.Sandbox.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
        Assert.Equal(1, office.Network.Count("POST refresh"));
    }
}

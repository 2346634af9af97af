using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Tokens;

public sealed class TokenMakingAndRevokingTests : SandboxTest
{
    private static readonly SubjectIdentifier Employee = SubjectIdentifier.Pesel("15062788702");

    [Fact]
    public async Task A_token_session_makes_no_tokens()
    {
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        var answer = await PostAsync("/tokens", access, Request("InvoiceRead"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("auth-method-not-allowed", answer.Json.GetProperty("reasonCode").GetString());
        Assert.Equal(
            "Token",
            answer.Json.GetProperty("security").GetProperty("authenticationMethodCategory").GetString()
        );
    }

    [Fact]
    public async Task A_new_token_may_be_Pending_for_a_number_of_reads_and_signs_in_only_then()
    {
        Host.Main.Settings.TokenDelay = TimeSpan.Zero;
        Host.Main.Settings.TokenReadsToSettle = 1;
        var access = await SignedAccessAsync();
        var made = (await PostAsync("/tokens", access, Request("InvoiceRead"))).Json;
        var secret = made.GetProperty("token").GetString()!;
        var path = $"/tokens/{made.GetProperty("referenceNumber").GetString()}";

        var early = (await SignInStatusAsync(secret)).GetProperty("status").GetProperty("code").GetInt32();
        var first = (await GetAsync(path, access)).Json.GetProperty("status").GetString();
        var second = (await GetAsync(path, access)).Json.GetProperty("status").GetString();
        var later = (await SignInStatusAsync(secret)).GetProperty("status").GetProperty("code").GetInt32();

        Assert.Equal((450, "Pending", "Active", 200), (early, first, second, later));
    }

    [Fact]
    public async Task Nobody_gives_a_token_a_right_they_lack()
    {
        Grant(Permission.InvoiceRead);

        var answer = await PostAsync(
            "/tokens",
            await SignedAccessAsync(subject: Employee),
            Request("InvoiceRead", "InvoiceWrite")
        );

        Assert.Equal((26001, "Brakujące uprawnienia: InvoiceWrite."), (answer.Code, answer.Detail));
    }

    [Fact]
    public async Task A_context_of_another_kind_than_NIP_or_InternalId_has_no_tokens()
    {
        var context = new ContextIdentifier(ContextIdentifierType.NipVatUe, "5265877635-DE123456789");

        Assert.Equal(
            26002,
            (await PostAsync("/tokens", await SignedAccessAsync(context), Request("InvoiceRead"))).Code
        );
    }

    [Fact]
    public async Task A_token_revokes_itself_and_may_pass_Revoking_on_its_way()
    {
        Host.Main.Settings.TokenDelay = TimeSpan.Zero;
        Host.Main.Settings.TokenReadsToSettle = 1;
        var token = AddToken(Permission.InvoiceRead);
        var access = (await SignInAsync(token)).Access;
        var path = $"/tokens/{token.ReferenceNumber}";

        var revoked = await SendAsync(HttpMethod.Delete, path, access);
        var first = (await GetAsync(path, access)).Json.GetProperty("status").GetString();
        var second = (await GetAsync(path, access)).Json.GetProperty("status").GetString();

        Assert.Equal((HttpStatusCode.NoContent, "Revoking", "Revoked"), (revoked.Status, first, second));
    }

    [Theory]
    [InlineData(Permission.CredentialsManage, HttpStatusCode.NoContent)]
    [InlineData(Permission.CredentialsRead, HttpStatusCode.Forbidden)]
    public async Task Revoking_another_token_takes_CredentialsManage(Permission permission, HttpStatusCode expected)
    {
        var other = AddToken(Permission.InvoiceRead);
        var access = (await SignInAsync(AddToken(permission))).Access;

        Assert.Equal(expected, (await SendAsync(HttpMethod.Delete, $"/tokens/{other.ReferenceNumber}", access)).Status);
    }

    [Fact]
    public async Task Only_an_active_token_is_revoked()
    {
        var other = AddToken(Permission.InvoiceRead);
        World.UpdateToken(other.ReferenceNumber, t => t with { Status = TokenStatus.Revoked });
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        Assert.Equal(21405, (await SendAsync(HttpMethod.Delete, $"/tokens/{other.ReferenceNumber}", access)).Code);
    }

    [Fact]
    public async Task A_token_loses_what_its_author_loses()
    {
        Grant(Permission.InvoiceRead);
        Grant(Permission.InvoiceWrite);
        var token = World.CreateToken(Client, Employee, [Permission.InvoiceRead, Permission.InvoiceWrite]);
        World.RemoveGrants(grant => grant.Permission == Permission.InvoiceWrite);

        Assert.Equal([Permission.InvoiceRead], World.EffectivePermissionsOf(token));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/tokens", (await SignInAsync(token)).Access)).Status);
    }

    private void Grant(Permission permission) =>
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Context = Client,
                Authorized = Employee,
                Permission = permission,
                StartDate = Start,
            }
        );

    private static object Request(params string[] permissions) => new { permissions, description = "Token do faktur" };
}

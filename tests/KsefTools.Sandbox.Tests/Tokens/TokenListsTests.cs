using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Tokens;

public sealed class TokenListsTests : SandboxTest
{
    [Fact]
    public async Task A_weak_token_sees_itself_only()
    {
        var weak = AddToken(Permission.InvoiceRead);
        AddToken(Permission.InvoiceWrite);

        Assert.Equal([weak.ReferenceNumber], await ListAsync((await SignInAsync(weak)).Access));
    }

    [Theory]
    [InlineData(Permission.CredentialsRead)]
    [InlineData(Permission.CredentialsManage)]
    public async Task A_token_that_reads_credentials_sees_its_whole_context_and_no_other(Permission permission)
    {
        var strong = AddToken(permission);
        AddToken(Permission.InvoiceRead);
        var stranger = ContextIdentifier.Nip("1111111111");
        World.CreateToken(stranger, SubjectIdentifier.Nip(stranger.Value), [Permission.InvoiceRead]);

        Assert.Equal(2, (await ListAsync((await SignInAsync(strong)).Access)).Count);
    }

    [Fact]
    public async Task A_session_by_signature_sees_its_subjects_tokens_by_NIP_and_linked_PESEL()
    {
        var granted = SubjectIdentifier.Nip("7762811692");
        World.AddPerson(new PersonRecord(granted.Value, "15062788702", "Księgowa"));
        World.CreateToken(Client, SubjectIdentifier.Pesel("15062788702"), [Permission.InvoiceRead]);
        AddToken(Permission.InvoiceRead);
        var access = await OpenSessionAsync(granted);

        Assert.Single(await ListAsync(access));
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first_and_miss_nothing()
    {
        var expected = new List<string>();
        for (var i = 0; i < 23; i++)
        {
            expected.Insert(0, AddToken(Permission.CredentialsRead).ReferenceNumber);
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var access = (await SignInAsync(World.FindToken(expected[0])!)).Access;
        var seen = new List<string>();
        string? next = null;
        do
        {
            (string, string)[] headers = next is null ? [] : [("x-continuation-token", next)];
            var page = (await SendAsync(HttpMethod.Get, "/tokens?pageSize=10", access, headers: headers)).Json;
            seen.AddRange(References(page));
            next = page.TryGetProperty("continuationToken", out var token) ? token.GetString() : null;
        } while (next is not null);

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Filters_are_by_status_description_and_author()
    {
        var author = SubjectIdentifier.Pesel("15062788702");
        var wanted = World.CreateToken(
            new NewToken(Client, author, [Permission.InvoiceRead])
            {
                Description = "Księgowość ŁÓDŹ",
                Status = TokenStatus.Revoked,
            }
        );
        var access = (await SignInAsync(AddToken(Permission.CredentialsRead))).Access;

        Assert.Equal([wanted.ReferenceNumber], await ListAsync(access, "?status=Revoked&status=Failed"));
        Assert.Equal([wanted.ReferenceNumber], await ListAsync(access, "?description=%C5%82%C3%B3d%C5%BA"));
        Assert.Equal([wanted.ReferenceNumber], await ListAsync(access, "?authorIdentifier=6278"));
        Assert.Equal([wanted.ReferenceNumber], await ListAsync(access, "?authorIdentifierType=Pesel"));
    }

    [Theory]
    [InlineData("?pageSize=9")]
    [InlineData("?pageSize=101")]
    [InlineData("?pageSize=ten")]
    [InlineData("?status=Sleeping")]
    [InlineData("?status=1")]
    [InlineData("?description=ab")]
    [InlineData("?authorIdentifierType=Vat")]
    public async Task A_bad_filter_is_21405(string query)
    {
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;

        Assert.Equal(21405, (await GetAsync("/tokens" + query, access)).Code);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("eA==")]
    public async Task A_bad_continuation_token_is_21418(string token)
    {
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;

        var answer = await SendAsync(HttpMethod.Get, "/tokens", access, headers: [("x-continuation-token", token)]);

        Assert.Equal(21418, answer.Code);
    }

    [Fact]
    public async Task Signing_in_shows_as_the_last_use()
    {
        var token = AddToken(Permission.InvoiceRead);
        var access = (await SignInAsync(token)).Access;

        var item = (await GetAsync($"/tokens/{token.ReferenceNumber}", access)).Json;

        Assert.Equal(Start, item.GetProperty("lastUseDate").GetDateTimeOffset());
    }

    [Fact]
    public async Task Requested_permissions_stay_what_they_were_when_effective_ones_shrink()
    {
        var token = AddToken(Permission.InvoiceRead, Permission.InvoiceWrite);
        World.UpdateToken(token.ReferenceNumber, t => t with { EffectivePermissions = [Permission.InvoiceRead] });
        var access = (await SignInAsync(token)).Access;

        var item = (await GetAsync($"/tokens/{token.ReferenceNumber}", access)).Json;

        Assert.Equal(2, item.GetProperty("requestedPermissions").GetArrayLength());
    }

    /// <summary>As the Ministry's own client expects: one by one, and not in the list.</summary>
    [Fact]
    public async Task A_sibling_of_the_same_author_is_read_by_its_number_and_not_listed()
    {
        var sibling = AddToken(Permission.InvoiceWrite);
        var own = AddToken(Permission.InvoiceRead);
        var access = (await SignInAsync(own)).Access;

        var read = await GetAsync($"/tokens/{sibling.ReferenceNumber}", access);
        var listed = (await GetAsync("/tokens", access)).Json.GetProperty("tokens");
        var revoked = await SendAsync(HttpMethod.Delete, $"/tokens/{sibling.ReferenceNumber}", access);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (read.Status, revoked.Status));
        Assert.Equal(
            [own.ReferenceNumber],
            listed.EnumerateArray().Select(t => t.GetProperty("referenceNumber").GetString())
        );
    }

    [Fact]
    public async Task A_token_of_another_author_is_no_business_of_a_weak_token()
    {
        var other = World.CreateToken(Client, SubjectIdentifier.Nip("1111111111"), [Permission.InvoiceRead]);
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;

        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync($"/tokens/{other.ReferenceNumber}", access)).Status);
    }

    [Fact]
    public async Task By_the_letter_of_the_contract_a_sibling_is_no_business_of_a_weak_token()
    {
        Host.Main.Settings.TokenReadsSiblings = false;
        var sibling = AddToken(Permission.InvoiceWrite);
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;

        var answer = await GetAsync($"/tokens/{sibling.ReferenceNumber}", access);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("insufficient-resource-access", answer.Json.GetProperty("reasonCode").GetString());
    }

    private async Task<string> OpenSessionAsync(SubjectIdentifier subject) =>
        (
            await Http.ControlAsync(
                Host,
                HttpMethod.Post,
                "/sessions",
                new
                {
                    context = Identifier(Client),
                    subject = new { type = subject.Type.ToString(), value = subject.Value },
                }
            )
        )
            .Json.GetProperty("accessToken")
            .GetString()!;

    private async Task<List<string>> ListAsync(string access, string query = "") =>
        [.. References((await GetAsync("/tokens" + query, access)).Json)];

    private static IEnumerable<string> References(System.Text.Json.JsonElement list) =>
        list.GetProperty("tokens").EnumerateArray().Select(t => t.GetProperty("referenceNumber").GetString()!);
}

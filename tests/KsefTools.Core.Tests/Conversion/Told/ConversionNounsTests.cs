using KsefTools.Core.Conversion;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Told;

/// <summary>What a script sees of one client's move.</summary>
public sealed class ConversionNounsTests : ConversionTest
{
    private static readonly ConversionOptions Planning = new() { OnlyPlan = true };

    private DateTime Today => Clock.GetLocalNow().DateTime.Date;

    [Fact]
    public async Task A_move_tells_client_token_places_and_days()
    {
        var client = Granted(Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { RevokeToken = true, AfterDays = 3 });

        Assert.Equal((client.Nip, $"Klient {client.Nip}"), (result.Nip, result.Name));
        Assert.Equal((Bench.Office.Settings.Environment, "seal"), (result.Environment, result.Identity));
        Assert.Equal((client.Secret.Name, client.Secret.Vault), (result.SecretName, result.Vault));
        Assert.Equal(client.Token, result.Reference);
        Assert.Equal(Path.Combine(Bench.OfficePath, "clients", $"{client.Nip}.yaml"), result.Path);
        Assert.Equal(Bench.OfficePath, result.OfficePath);
        Assert.Equal((Today, Today.AddDays(3)), (result.RetiredOn, result.RevokeOn));
        Assert.Equal(
            $"The token is kept until {Today.AddDays(3):yyyy-MM-dd}; run the same command from then on.",
            result.Reason
        );
        Assert.Equal(["InvoiceRead"], result.RequestedPermissions);
        Assert.Equal(["InvoiceRead"], result.TokenPermissions);
        Assert.Null(result.RequestPath);
    }

    [Fact]
    public async Task Without_a_wish_to_revoke_no_day_of_it_is_told()
    {
        var client = Granted(Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((Today, null, null), (result.RetiredOn, result.RevokeOn, result.Reason));
    }

    [Fact]
    public async Task Of_two_days_of_retirement_the_last_is_told_and_the_first_decides_when_a_token_may_go()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        var first = Today;
        Clock.Advance(TimeSpan.FromDays(5));
        Bench.AddToken(client, Permission.InvoiceRead);
        var second = await Bench.ConvertAsync(client);

        Assert.Equal(first.AddDays(5), second.RetiredOn);
        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = true, AfterDays = 7 });

        Assert.Equal(first.AddDays(5), plan.RetiredOn);
        Assert.Equal(first.AddDays(7), plan.RevokeOn);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public async Task The_number_of_a_token_is_its_own_where_the_file_says_another()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Reference = null });

        Assert.Equal(client.Token, (await Bench.ConvertAsync(client, Planning)).Reference);
    }

    [Fact]
    public async Task The_number_of_a_token_that_is_not_in_the_vault_is_the_one_that_the_file_says()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);

        var result = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((client.Token, ConversionOutcome.Planned), (result.Reference, result.Outcome));
        Assert.Empty(result.TokenPermissions);
    }

    [Fact]
    public async Task A_client_without_a_token_has_neither_secret_nor_number()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((null, null), (plan.SecretName, plan.Reference));
        Assert.Equal(["InvoiceRead"], plan.IdentityPermissions);
        Assert.Equal(["InvoiceRead"], plan.Surplus);
    }

    [Fact]
    public async Task A_client_whose_certificate_alone_was_named_is_treated_as_one_without_a_token()
    {
        var client = Bench.AddClient();
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((ConversionOutcome.AlreadyConverted, null), (result.Outcome, result.SecretName));
    }

    [Fact]
    public async Task Where_a_token_has_rights_that_its_session_does_not_tell_KSeFs_own_words_count()
    {
        var client = Granted(Permission.InvoiceRead);
        Answer(
            403,
            """
            {"title":"Forbidden","status":403,"reasonCode":"missing-permissions",
             "security":{"requiredAnyOfPermissions":["Introspection"],"presentPermissions":["InvoiceWrite"]}}
            """
        );

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(["InvoiceWrite"], plan.TokenPermissions);
        Assert.Empty(plan.RequestedPermissions);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_token_whose_record_KSeF_does_not_show_may_do_what_its_session_says(int status)
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        Answer(status, """{"exception":{"exceptionDetailList":[]}}""");

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(["InvoiceRead", "InvoiceWrite"], plan.TokenPermissions);
        Assert.Empty(plan.RequestedPermissions);
    }

    [Theory]
    [InlineData(404, 0)]
    [InlineData(200, 2)]
    public async Task A_session_that_tells_nothing_may_do_what_its_token_was_made_for(int status, int permissions)
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/token/redeem",
                Count: 1,
                Status: 200,
                Body: """
                {"accessToken":{"token":"eyJhbGciOiJub25lIn0.e30.x","validUntil":"2099-01-01T00:00:00Z"},
                 "refreshToken":{"token":"eyJhbGciOiJub25lIn0.e30.y","validUntil":"2099-01-01T00:00:00Z"}}
                """
            )
        );
        Answer(
            status,
            $$"""
            {"referenceNumber":"{{client.Token}}","status":"Active","description":"x",
             "requestedPermissions":["InvoiceRead","InvoiceWrite"],"dateCreated":"2026-01-01T00:00:00Z",
             "authorIdentifier":{"type":"Nip","value":"{{client.Nip}}"},
             "contextIdentifier":{"type":"Nip","value":"{{client.Nip}}"} }
            """
        );

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(permissions, plan.TokenPermissions.Count);
        Assert.Equal(permissions, plan.RequestedPermissions.Count);
    }

    [Fact]
    public async Task Two_clients_whose_tokens_were_named_by_turns_have_one_result_each()
    {
        var (first, second) = (Granted(Permission.InvoiceRead), Granted(Permission.InvoiceRead));
        Bench.AddToken(first, Permission.InvoiceWrite);
        Bench.AddToken(second, Permission.InvoiceWrite);
        using var process = Bench.Start();
        var named = Bench.Office.ReadCredentials().OrderBy(credential => credential.SecretName!.Length).ToList();
        var told = new List<int>();

        var results = await new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock)
            .RunAsync(
                named,
                Planning with
                {
                    ThrottleLimit = 1,
                    Progress = (_, total, _) => told.Add(total),
                },
                TestContext.Current.CancellationToken
            )
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(named.Select(credential => credential.Nip).Distinct(), results.Select(result => result.Nip));
        Assert.All(results, result => Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.TokenPermissions));
        Assert.All(results, result => Assert.Contains(result.Nip, result.SecretName, StringComparison.Ordinal));
        Assert.Equal([2, 2], told);
        Assert.NotEqual(first.Nip, second.Nip);
    }

    private void Answer(int status, string body) =>
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens/2*", "GET", Status: status, Body: body));

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }
}

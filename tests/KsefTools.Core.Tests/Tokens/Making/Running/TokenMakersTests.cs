using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Tokens.Making.Running;

/// <summary>Who becomes a token's author, and what a person reads where nobody may.</summary>
public sealed class TokenMakersTests : ConversionTest
{
    private const string Forbidden = """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}""";

    [Fact]
    public async Task A_clients_own_certificate_comes_before_the_offices()
    {
        var client = Granted();
        Bench.AddOwnCertificate(client);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, null), (result.Outcome, result.Identity));
        Assert.Equal(client.Owner, Assert.Single(Bench.TokensOf(client)).Author);
    }

    [Fact]
    public async Task The_identity_that_serves_the_client_comes_before_the_others()
    {
        var client = GrantedToBoth();
        Bench.AddAccess(client, new AccessEntry { Identity = "ANNA" });

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, "anna"), (result.Outcome, result.Identity));
    }

    [Fact]
    public async Task Without_one_that_serves_they_are_tried_as_the_office_lists_them()
    {
        var result = await Bench.MakeAsync(Bench.OrderFor(GrantedToBoth(), "InvoiceRead"));

        Assert.Equal("seal", result.Identity);
    }

    [Fact]
    public async Task Who_leaves_is_no_author_however_the_name_is_written()
    {
        var result = await Bench.MakeAsync(Bench.OrderFor(GrantedToBoth(), "InvoiceRead") with { NotBy = ["SEAL"] });

        Assert.Equal((TokenOutcome.Created, "anna"), (result.Outcome, result.Identity));
    }

    [Fact]
    public async Task Where_KSeF_refuses_one_the_next_makes_it()
    {
        var client = GrantedToBoth();
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens", "POST", Count: 1, Status: 403, Body: Forbidden));

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, "anna"), (result.Outcome, result.Identity));
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task Where_KSeF_refuses_all_each_refusal_is_told_by_name()
    {
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens", "POST", Status: 403, Body: Forbidden));
        using var process = Bench.Start();

        var result = await process.MakeAsync(Bench, Bench.OrderFor(GrantedToBoth(), "InvoiceRead"));

        Assert.Equal((TokenOutcome.NeedsSignature, 2), (result.Outcome, process.Network.Count("POST tokens")));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
        Assert.Contains("seal: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("anna: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_refusal_says_nothing_of_the_maker_no_other_is_tried()
    {
        var client = GrantedToBoth();
        using var process = Bench.Start();
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens", "POST", Count: 1, Status: 404));

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Failed, 1), (result.Outcome, process.Network.Count("POST tokens")));
        Assert.Equal(TokenOutcome.Created, (await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"))).Outcome);
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_told_beside_who_was_refused()
    {
        var client = Granted();
        Let(client, Permission.InvoiceWrite);
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens", "POST", Status: 403, Body: Forbidden));

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceWrite"));

        Assert.Contains("seal lacks InvoiceWrite.", result.Reason, StringComparison.Ordinal);
        Assert.Contains("anna: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_the_client_has_not_let_in_is_told_by_its_name()
    {
        var result = await Bench.MakeAsync(Bench.OrderFor(Bench.AddClient(), "InvoiceRead"));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Contains(" seal: ", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ksef-office-seal", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_environment_is_passed_over_and_told()
    {
        var client = Bench.AddClient();
        Let(client, Permission.InvoiceRead);
        var own = $"ksef-prod-{client.Nip}-certificate-x";
        Bench.Keep(own, new CertificatePlan(client.Owner));
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Secret = own });
        Bench.Keep("ksef-prod-seal-certificate-x", new CertificatePlan(SubjectIdentifier.Nip(Bench.OfficeNip)));
        var path = Bench.Office.SettingsPath;
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path,
            text.Replace("ksef-office-seal", "ksef-prod-seal-certificate-x", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        var made = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));
        var refused = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceWrite"));

        Assert.Equal((TokenOutcome.Created, "anna"), (made.Outcome, made.Identity));
        Assert.Contains($" {own}: ", refused.Reason, StringComparison.Ordinal);
        Assert.Contains(" seal: ", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_sign_with_the_client_is_to_sign()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        await WithoutIdentitiesAsync();

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(
            (TokenOutcome.NeedsSignature, $"New-KsefSigningRequest {client.Nip}"),
            (result.Outcome, result.Remedy)
        );
        Assert.Contains("there are only tokens", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_KSeF_does_not_let_in_is_told_by_its_name()
    {
        var client = Bench.AddClient();
        await WithoutIdentitiesAsync();
        var secret = Bench.AddOwnCertificate(client, KsefCertificateType.Offline);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Contains(secret, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_whose_certificate_is_not_in_the_vault_is_passed_over()
    {
        var client = GrantedToBoth();
        await Bench.Vault.RemoveAsync(
            [client.Secret with { Name = "ksef-office-seal" }],
            TestContext.Current.CancellationToken
        );

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, "anna"), (result.Outcome, result.Identity));
    }

    [Fact]
    public async Task One_whose_session_ends_before_the_order_and_opens_no_more_is_told_and_nothing_is_under_way()
    {
        var client = Granted();
        var options = new Core.Tokens.Making.TokenOptions
        {
            Confirm = (_, _) =>
            {
                Bench.World.RemoveGrants(grant => grant.Context == client.Context);
                Clock.Advance(TimeSpan.FromDays(8));
                return Task.FromResult(true);
            },
        };

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), options);

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Contains(" seal: ", result.Reason, StringComparison.Ordinal);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Nobody_is_asked_to_confirm_what_nobody_may_make()
    {
        var client = Granted();
        var isAsked = false;
        var options = new Core.Tokens.Making.TokenOptions
        {
            Confirm = (_, _) =>
            {
                isAsked = true;
                return Task.FromResult(true);
            },
        };

        await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceWrite"), options);

        Assert.False(isAsked);
    }

    private async Task WithoutIdentitiesAsync()
    {
        var path = Bench.Office.SettingsPath;
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            path,
            text[..text.IndexOf("identities:", StringComparison.Ordinal)] + "identities: []\n",
            TestContext.Current.CancellationToken
        );
        Assert.Empty(Bench.Office.Settings.Identities);
    }

    private ConversionClient Granted()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    private ConversionClient GrantedToBoth()
    {
        var client = Granted();
        Let(client, Permission.InvoiceRead);
        return client;
    }

    /// <summary>The client lets the employee in.</summary>
    private void Let(ConversionClient client, Permission permission) =>
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
}

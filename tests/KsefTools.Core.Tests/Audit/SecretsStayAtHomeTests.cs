using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Identifiers;
using Nip = KsefTools.Core.Identifiers.Nip;

namespace KsefTools.Core.Tests.Audit;

/// <summary>Whoever can write a profile can name a server there. No secret goes to it.</summary>
public sealed class SecretsStayAtHomeTests
{
    [Fact]
    public async Task A_strangers_address_in_a_profile_gets_nothing()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();

        var result = await office.RunAsync(client with { Environment = "https://127.0.0.1.stranger.example/v2" });

        var finding = Assert.Single(result.Findings);
        Assert.Equal((FindingCode.EnvironmentNotAllowed, CredentialStatus.Critical), (finding.Code, result.Status));
        Assert.Contains("Approve-KsefEnvironment", finding.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Set-KsefProfile -Nip {client.Nip}", finding.Remedy, StringComparison.Ordinal);
        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_strangers_address_gets_no_signature_of_the_offices_seal()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithCertificateAsync(identity: "seal");

        var result = await office.RunAsync(client with { Environment = "https://stranger.example/v2" });

        Assert.Contains(FindingCode.EnvironmentNotAllowed, AuditHarness.CodesOf(result));
        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_token_stored_for_one_environment_goes_to_no_other()
    {
        await using var office = await AuditHarness.StartAsync();
        await using var relay = await ScriptedServer.StartAsync(ScriptedServer.Answer(500));
        var client = office.AddClient();
        client = client with { SecretName = SecretNames.ForToken(client.Environment, Nip.Parse(client.Nip)) };
        await office.StoreAsync(client, office.AddToken(client).Secret);
        Assert.Equal(CredentialStatus.Healthy, (await office.RunAsync(client)).Status);

        var result = await office.RunAsync(client with { Environment = relay.Environment.Name });

        Assert.Equal([FindingCode.EnvironmentChanged], AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Critical, result.Status);
        Assert.Empty(relay.Requests);
    }

    [Fact]
    public async Task A_certificate_of_the_office_signs_in_where_it_was_stored_for_and_nowhere_else()
    {
        await using var office = await AuditHarness.StartAsync();
        await using var relay = await ScriptedServer.StartAsync(ScriptedServer.Answer(500));
        var (client, certificate) = await office.AddClientWithCertificateAsync(identity: "seal");
        client = client with { SecretName = SecretNames.ForCertificate(client.Environment, "seal", "r1f3a9c20") };
        await office.StoreAsync(client, AuditHarness.TextOf(certificate));
        office.Grant(client.Nip, SubjectIdentifier.Nip(AuditHarness.OfficeNip), Permission.InvoiceRead);
        Assert.Equal(CredentialStatus.Healthy, (await office.RunAsync(client)).Status);

        var result = await office.RunAsync(client with { Environment = relay.Environment.Name });

        Assert.Contains(FindingCode.EnvironmentChanged, AuditHarness.CodesOf(result));
        Assert.Empty(relay.Requests);
    }

    [Fact]
    public async Task A_token_of_the_Ministrys_is_never_tried_on_this_machine()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        client = client with { Environment = "test", SecretName = SecretNames.ForToken("test", Nip.Parse(client.Nip)) };
        await office.StoreAsync(client, office.AddToken(client).Secret);

        await Assert.ThrowsAsync<Core.Api.KsefApiException>(() =>
            office.Sessions.OpenElsewhereAsync(
                Core.Api.KsefEnvironment.Test,
                Core.Api.KsefEnvironment.Parse(office.Host.BaseAddress.AbsoluteUri),
                Core.Identifiers.ContextIdentifier.Of(Nip.Parse(client.Nip)),
                Read(office, client),
                fresh: true,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_token_that_was_stored_for_another_environment_than_its_clients_is_tried_nowhere()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        client = client with { SecretName = SecretNames.ForToken("test", Nip.Parse(client.Nip)) };
        await office.StoreAsync(client, office.AddToken(client).Secret);
        var here = Core.Api.KsefEnvironment.Parse(office.Host.BaseAddress.AbsoluteUri);

        var refusal = await Assert.ThrowsAsync<Core.Api.KsefApiException>(() =>
            office.Sessions.OpenElsewhereAsync(
                Core.Api.KsefEnvironment.Parse("http://127.0.0.1:1/v2"),
                here,
                Core.Identifiers.ContextIdentifier.Of(Nip.Parse(client.Nip)),
                Read(office, client),
                fresh: true,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(Core.Api.ApiErrorKind.SecretOfOtherEnvironment, refusal.Kind);
        Assert.Empty(office.Requests);
    }

    private static Core.Identifiers.TokenText Read(AuditHarness office, KsefCredential client)
    {
        var address = new Core.Secrets.SecretAddress(client.Vault, client.SecretName!);
        var text = office.Vault.ReadAsync([address], TestContext.Current.CancellationToken).Result[address];
        return Core.Identifiers.TokenText.TryParse(text, out var token) ? token : throw new FormatException();
    }
}

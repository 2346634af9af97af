using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>What a new token is to be let do, by the best witness of what the old one was made for.</summary>
public sealed class FormerTokenTests : ConversionTest
{
    [Fact]
    public async Task One_whose_text_is_gone_is_asked_after_by_whoever_may_see_it()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.AddOwnCertificate(client);
        await LoseAsync(client);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions);
    }

    [Fact]
    public async Task Where_nobody_may_see_it_the_profile_tells()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);
        await LoseAsync(client);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Equal(["InvoiceRead"], result.Permissions);
    }

    [Fact]
    public async Task Where_nothing_tells_no_token_is_made_and_the_command_is_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        await LoseAsync(client);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Contains("New-KsefToken with -Permission", result.Reason, StringComparison.Ordinal);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task One_that_may_not_see_itself_leaves_it_to_the_profile()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                $"/tokens/{client.Token}",
                "GET",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );

        var result = await Bench.MakeAsync(Bench.RotationOf(client) with { KeepFormer = true });

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Equal(["InvoiceRead"], result.Permissions);
    }

    [Fact]
    public async Task A_person_is_told_of_one_that_signs_in_no_more()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        Assert.True((await AskedAsync(client)).FormerIsDead);
    }

    [Fact]
    public async Task And_of_one_that_lives_nothing_of_the_kind()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);

        Assert.False((await AskedAsync(client)).FormerIsDead);
    }

    [Fact]
    public async Task One_without_a_number_is_told_by_its_secret()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        Bench.ChangeToken(client, entry => entry with { Reference = null });
        await LoseAsync(client);

        Assert.Equal(client.Secret.Name, (await AskedAsync(client)).Former);
    }

    [Fact]
    public async Task While_the_vault_is_silent_of_it_no_new_one_is_made()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        using var process = Bench.Start();
        process.Vault.Handling = (request, pass) =>
            request.Addresses.Contains(client.Secret)
                ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.")
                : pass();

        var result = await process.MakeAsync(Bench, Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Failed, result.Outcome);
        Assert.Contains("The vault is locked.", result.Reason, StringComparison.Ordinal);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task What_lies_under_a_name_of_ours_is_the_old_one_though_the_file_says_another_number()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        var profile = Bench.ProfileOf(client);
        var name = SecretNames.ForToken(Bench.Office.EnvironmentOf(profile).Name, profile.Nip, Bench.Office.Id);
        var lying = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        Bench.Keep(name, lying.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = name });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((lying.ReferenceNumber, true), (result.FormerReference, result.FormerRevoked));
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task One_that_dies_while_its_session_is_remembered_is_asked_after_by_another()
    {
        var client = Bench.AddClient(["InvoiceWrite"], Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        using var process = Bench.Start();
        await OpenAsync(process, client);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, $"/tokens/{client.Token}", "GET", Count: 1, Status: 401));

        var result = await process.MakeAsync(Bench, Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Equal(["InvoiceRead"], result.Permissions);
    }

    [Fact]
    public async Task A_session_that_lives_tells_without_a_sign_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        using var process = Bench.Start();
        await OpenAsync(process, client);

        await process.MakeAsync(Bench, Bench.RotationOf(client) with { KeepFormer = true });

        Assert.Single(Bench.World.Sessions.All, session => session.TokenReference == client.Token);
    }

    private async Task OpenAsync(ConversionProcess process, ConversionClient client)
    {
        using var clients = new ClientSessions(process.Vault, process.Sessions);
        var profile = Bench.ProfileOf(client);
        await clients.OpenAsync(
            Bench.Office.EnvironmentOf(profile),
            client.Secret,
            Core.Identifiers.ContextIdentifier.Of(profile.Nip),
            fresh: false,
            TestContext.Current.CancellationToken
        );
    }

    private async Task<TokenIntent> AskedAsync(ConversionClient client)
    {
        TokenIntent? asked = null;
        var options = new TokenOptions
        {
            Confirm = (intent, _) =>
            {
                asked = intent;
                return Task.FromResult(true);
            },
        };
        await Bench.MakeAsync(Bench.RotationOf(client), options);
        return asked!;
    }

    private Task LoseAsync(ConversionClient client) =>
        Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);
}

using KsefTools.Core.Conversion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.State;
using Permission = KsefTools.Sandbox.Identifiers.Permission;

namespace KsefTools.Core.Tests.Conversion.Restoring;

/// <summary>The way back: which token, which identity, and what keeps it closed.</summary>
public sealed class TokenRestorationTests : ConversionTest
{
    [Fact]
    public async Task A_way_back_tells_which_token_serves_which_client_in_place_of_which_identity()
    {
        var client = await MovedAsync(Permission.InvoiceWrite, Permission.InvoiceRead);

        var result = await RestoreAsync(client);

        Assert.Equal((true, null, "seal"), (result.IsRestored, result.Reason, result.Identity));
        Assert.Equal((client.Nip, $"Klient {client.Nip}"), (result.Nip, result.Name));
        Assert.Equal((client.Secret.Name, client.Secret.Vault), (result.SecretName, result.Vault));
        Assert.Equal(client.Token, result.Reference);
        Assert.Equal(Bench.Office.EnvironmentOf().Name, result.Environment);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.TokenPermissions);
        Assert.Equal((ProfileOf(client).Path, Bench.OfficePath), (result.Path, result.OfficePath));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task All_tokens_that_were_retired_serve_again_with_all_that_they_may_do()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead, Permission.Introspection);
        Retire(client);

        var result = await RestoreAsync(client);

        Assert.Equal(["Introspection", "InvoiceRead"], result.TokenPermissions);
        Assert.All(Bench.AccessOf(client), entry => Assert.Null(entry.RetiredOn));
        Assert.Equal(2, Bench.AccessOf(client).Count);
    }

    [Fact]
    public async Task Of_two_identities_the_one_that_came_last_goes()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "anna" });

        var result = await RestoreAsync(client);

        Assert.Equal("anna", result.Identity);
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client), entry => entry.Identity is not null).Identity);
    }

    [Fact]
    public async Task The_clients_own_certificate_stays_in_the_file()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.Introspection);
        var own = Bench.AddOwnCertificate(client);
        await Bench.ConvertAsync(new ConversionOptions { AllowOwnCertificate = true });

        var result = await RestoreAsync(client);

        Assert.Equal((true, null), (result.IsRestored, result.Identity));
        Assert.Equal([null, null], Bench.AccessOf(client).Select(entry => entry.RetiredOn));
        Assert.Contains(Bench.AccessOf(client), entry => entry.Secret == own);
    }

    [Fact]
    public async Task A_way_back_that_only_lacked_its_last_line_tells_the_same()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        await DieAsync(client, "switched");

        var result = await RestoreAsync(client);

        Assert.Equal((true, "seal"), (result.IsRestored, result.Identity));
        Assert.Equal((client.Secret.Name, client.Token), (result.SecretName, result.Reference));
        Assert.Equal(client.Secret.Vault, result.Vault);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task What_was_begun_says_for_which_client_and_which_identity_goes()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        await DieAsync(client, "started");

        var start = Assert.Single(JournalReader.FindOpen(Bench.Office)).Start;

        Assert.Equal((client.Nip, "seal"), (start["nip"], start["identity"]));
    }

    [Fact]
    public async Task A_way_back_that_is_closed_since_is_not_gone_on_with()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        await DieAsync(client, "started");
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await RestoreAsync(client);

        Assert.False(result.IsRestored);
        Assert.StartsWith("The token does not sign in any more", result.Reason, StringComparison.Ordinal);
        Assert.Null(result.Identity);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_token_that_is_not_in_the_vault_is_no_way_back()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);

        await AssertClosedAsync(client, client.Secret.Name);
    }

    [Fact]
    public async Task Another_token_than_the_file_names_is_no_way_back()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        Bench.Keep(client.Secret.Name, other.Secret);

        await AssertClosedAsync(client, $"the profile says token {client.Token}");
    }

    [Fact]
    public async Task Where_the_file_names_no_number_the_token_that_lies_there_serves_again()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Reference = null });

        Assert.True((await RestoreAsync(client)).IsRestored);
    }

    [Fact]
    public async Task Another_offices_secret_is_no_way_back()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        var secret = SecretNames.ForToken(Bench.Office.Settings.Environment, Nip.Parse(client.Nip), "00000001");
        Bench.Keep(secret, Bench.World.FindToken(client.Token!)!.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = secret });

        await AssertClosedAsync(client, "another office's");
    }

    [Fact]
    public async Task Whether_there_is_a_way_back_is_seen_in_the_file_alone()
    {
        var moved = await MovedAsync(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);

        Assert.Equal(
            (true, false),
            (TokenRestoration.IsPossible(ProfileOf(moved)), TokenRestoration.IsPossible(ProfileOf(other)))
        );
    }

    [Fact]
    public async Task What_a_person_changed_in_the_file_since_it_was_read_counts()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        var old = ProfileOf(client);
        Bench.ChangeToken(client, entry => entry with { RetiredOn = null });
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() =>
            new TokenRestoration(Bench.Office, process.Vault, process.Sessions, Clock).RestoreAsync(
                old,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(ConversionFailure.NothingToRestore, refusal.Failure);
        Assert.Contains($"Get-KsefCredential {client.Nip} -IncludeRetired", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_switched_between_the_first_line_and_the_last()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        var fate = new Fate();
        using var process = Bench.Start(fate);

        await process.RestoreAsync(client);

        Assert.Equal(
            ["after step 'started'", "after step 'switched'", "after step 'finished'"],
            fate.Points.Where(point => point.StartsWith("after step", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_way_back_that_only_lacked_its_last_line_tells_no_token_that_left_the_file_since()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        await DieAsync(client, "switched");
        Bench.Office.Profiles.Patch(ProfileOf(client), editor => editor.RemoveAccess(0));

        var result = await RestoreAsync(client);

        Assert.Equal((true, null, null), (result.IsRestored, result.SecretName, result.Reference));
    }

    [Fact]
    public async Task A_token_of_another_vault_is_told_with_its_vault()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        var cancel = TestContext.Current.CancellationToken;
        var text = (await Bench.Vault.ReadAsync([client.Secret], cancel))[client.Secret];
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [client.Secret with { Vault = "Second" }] = text },
            cancel
        );
        Bench.ChangeToken(client, entry => entry with { Vault = "Second" });

        var result = await RestoreAsync(client);

        Assert.Equal((true, "Second"), (result.IsRestored, result.Vault));
    }

    [Fact]
    public async Task A_token_whose_session_tells_nothing_is_a_way_back_all_the_same()
    {
        var client = await MovedAsync(Permission.InvoiceRead);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/token/redeem",
                Status: 200,
                Body: """
                {"accessToken":{"token":"eyJhbGciOiJub25lIn0.e30.x","validUntil":"2099-01-01T00:00:00Z"},
                 "refreshToken":{"token":"eyJhbGciOiJub25lIn0.e30.y","validUntil":"2099-01-01T00:00:00Z"} }
                """
            )
        );

        var result = await RestoreAsync(client);

        Assert.True(result.IsRestored, result.Reason);
        Assert.Empty(result.TokenPermissions);
    }

    private async Task AssertClosedAsync(ConversionClient client, string reason)
    {
        var result = await RestoreAsync(client);

        Assert.False(result.IsRestored);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Contains(Bench.AccessOf(client), entry => entry.Identity == "seal");
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry is { Secret: not null, RetiredOn: null });
    }

    private void Retire(ConversionClient client)
    {
        Bench.Office.Profiles.Patch(
            ProfileOf(client),
            editor =>
            {
                for (var index = 0; index < 2; index++)
                    editor.ReplaceAccess(
                        index,
                        editor.Profile.Access[index] with
                        {
                            RetiredOn = new DateOnly(2026, 11, 1),
                        }
                    );
            }
        );
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private async Task<ConversionClient> MovedAsync(params Permission[] permissions)
    {
        var client = Granted(permissions);
        await Bench.ConvertAsync();
        return client;
    }

    private ClientProfile ProfileOf(ConversionClient client) =>
        Bench.Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!;

    private async Task<KsefTokenRestoration> RestoreAsync(ConversionClient client)
    {
        using var process = Bench.Start();
        return await process.RestoreAsync(client);
    }

    private async Task DieAsync(ConversionClient client, string step)
    {
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point == $"after step '{step}'")
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await Assert.ThrowsAsync<SimulatedDeathException>(() => process.RestoreAsync(client));
    }
}

using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>What one look, one client or one moment must not be taken for another.</summary>
public sealed class WhatIsNotTheSameTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };
    private static readonly ConversionOptions Planning = new() { OnlyPlan = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_is_granted_as_a_company_in_words_that_the_client_understands()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);

        await Bench.ConvertAsync();

        var grant = Assert.Single(Bench.GrantsAt(client));
        Assert.Equal((GrantKind.Entity, false), (grant.Kind, grant.CanDelegate));
        Assert.Equal("Certyfikat zamiast tokena: Biuro Rachunkowe Sigma", grant.Description);
    }

    [Fact]
    public async Task A_right_that_shows_after_a_while_is_waited_for()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        List<GrantRecord> hidden = [];
        var proofs = 0;
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'granted'")
                    {
                        hidden = [.. Bench.GrantsAt(client)];
                        Bench.World.RemoveGrants(grant => grant.Context == client.Context);
                    }
                    if (hidden.Count > 0 && point is "before POST xades-signature" && ++proofs == 3)
                        hidden.ForEach(Bench.World.AddGrant);
                },
            }
        );

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal((ConversionOutcome.Converted, true), (result.Outcome, result.IsProven));
    }

    [Fact]
    public async Task A_right_that_KSeF_claims_and_does_not_list_counts()
    {
        Bench.Settings.CompanySeesOwnGrants = false;
        var client = Granted(Permission.InvoiceRead);

        Assert.Equal(ConversionOutcome.Converted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task What_a_session_may_do_is_less_than_what_its_token_was_made_for()
    {
        var client = Bench.AddClient();
        var anna = SubjectIdentifier.Pesel(ConversionBench.Employee);
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = client.Context,
                Authorized = anna,
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );
        var token = Bench.World.CreateToken(client.Context, anna, [Permission.InvoiceRead, Permission.InvoiceWrite]);
        Bench.Keep(client.Secret.Name, token.Secret);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Token, Secret = client.Secret.Name });

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(["InvoiceRead"], plan.TokenPermissions);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], plan.RequestedPermissions);
    }

    [Fact]
    public async Task A_token_of_which_KSeF_could_not_say_anything_holds_the_move_up()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/2*",
                "GET",
                Count: 1,
                Status: 200,
                Body: """
                {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"Token",
                 "status":{"code":500,"description":"Nieznany błąd."} }
                """
            )
        );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Unknown, result.Outcome);
        Assert.StartsWith("It is not known what the token may do:", result.Reason, StringComparison.Ordinal);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_token_that_was_not_named_is_not_revoked_with_the_one_that_was()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        using var process = Bench.Start();

        await process.ConvertAsync(Revoking, credential => credential.SecretName == client.Secret.Name);

        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.Token!)!.Status);
        Assert.Null(Assert.Single(Bench.AccessOf(client), entry => entry.Secret is not null).RetiredOn);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_client_whose_token_is_not_ours_to_end()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.LetServe(client, "anna");
        var asked = new List<string>();

        var result = await Bench.ConvertAsync(client, Asking(asked));

        Assert.Equal((ConversionOutcome.AlreadyConverted, "anna"), (result.Outcome, result.Identity));
        Assert.Empty(result.Steps);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_client_who_has_to_grant_first()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.AddToken(client, Permission.InvoiceRead, Permission.InvoiceWrite);
        var asked = new List<string>();

        var result = await Bench.ConvertAsync(client, Asking(asked));

        Assert.Equal(ConversionOutcome.WaitingForClient, result.Outcome);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_token_that_went_is_told_though_the_next_one_could_not_go()
    {
        var first = Granted(Permission.InvoiceRead);
        var second = Bench.AddToken(first, Permission.InvoiceRead);
        using var process = Bench.Start();
        process.Vault.Handling = (request, pass) =>
            request.Act is VaultAct.Remove && request.Addresses.Contains(second.Secret)
                ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "Locked.")
                : pass();

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.Equal((true, "Locked."), (result.TokenRevoked, result.Reason));
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_looks_at_the_file_as_it_is_and_a_plan_as_it_was_when_the_run_began(bool onlyPlan)
    {
        var first = Granted(Permission.InvoiceRead);
        var second = Granted(Permission.InvoiceRead);
        var path = Path.Combine(Bench.OfficePath, "clients", $"{second.Nip}.yaml");
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "before POST challenge")
                        File.Delete(path);
                },
            }
        );

        var results = await process.ConvertAsync(Planning with { OnlyPlan = onlyPlan, ThrottleLimit = 1 });

        Assert.Equal([first.Nip, second.Nip], results.Select(result => result.Nip));
        Assert.Equal(onlyPlan ? ConversionOutcome.Planned : ConversionOutcome.Failed, results[1].Outcome);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task A_session_that_was_refused_for_another_reason_than_its_tokens_death_is_no_death(string refused)
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        var isFirst = true;
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is not "before DELETE {number}" || !isFirst)
                        return;
                    isFirst = false;
                    Bench.World.Block(client.Context);
                    Answer("DELETE", refused is "DELETE" ? 401 : 403);
                    Answer("GET", 401);
                    Answer("POST", 401, "/auth/token/refresh");
                },
            }
        );

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.False(result.TokenRevoked);
        Assert.DoesNotMatch(@": ?\z", result.Reason!);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
        Assert.False(Assert.Single(JournalReader.FindOpen(Bench.Office)).Has("revoked"));
    }

    [Fact]
    public async Task Why_a_token_could_not_be_revoked_is_told_in_KSeFs_words()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, $"20260301-EC-0123456789-0123456789-01|nip-{client.Nip}|{new string('a', 64)}");
        Bench.ChangeToken(client, entry => entry with { Reference = null });

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Matches("could not be revoked: .+", result.Reason!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Which_token_was_revoked_before_a_kill_the_journal_says_and_not_the_file(bool saysOther)
    {
        var client = Granted(Permission.InvoiceRead);
        using (
            var killed = Bench.Start(
                new Fate
                {
                    Passing = point =>
                    {
                        if (point is "after step 'revoked'")
                            throw new SimulatedDeathException(point);
                    },
                }
            )
        )
            await killed.ConvertAsync(Revoking);
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        Bench.Keep(client.Secret.Name, other.Secret);
        Bench.ChangeToken(client, entry => entry with { Reference = saysOther ? other.ReferenceNumber : null });

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Contains($"the profile says token {client.Token}", result.Reason, StringComparison.Ordinal);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.ReferenceNumber)!.Status);
    }

    [Fact]
    public async Task A_proof_that_nothing_was_granted_for_is_not_waited_for()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);
        var begun = Clock.GetUtcNow();

        await Bench.ConvertAsync(client, Revoking);

        Assert.InRange(Clock.GetUtcNow() - begun, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static ConversionOptions Asking(List<string> asked) =>
        Revoking with
        {
            Confirm = (noun, _) =>
            {
                asked.Add(noun.Nip);
                return Task.FromResult(true);
            },
        };

    private void Answer(string method, int status, string path = "/tokens/2*") =>
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                path,
                method,
                Count: 1,
                Status: status,
                Body: """{"title":"x","reasonCode":"missing-permissions","detail":"Nie."}"""
            )
        );

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }
}

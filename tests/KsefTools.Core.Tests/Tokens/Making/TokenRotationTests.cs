using System.Globalization;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>A token goes only after the one that takes its place has signed in and may do the same.</summary>
public sealed class TokenRotationTests : ConversionTest
{
    [Fact]
    public async Task The_new_one_may_do_the_same_and_the_old_one_is_dead()
    {
        var client = Client(Permission.InvoiceRead, Permission.InvoiceWrite);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, true, null), (result.Outcome, result.FormerRevoked, result.Reason));
        Assert.Equal(client.Token, result.FormerReference);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions);
        var entry = Assert.Single(Bench.AccessOf(client));
        Assert.Equal((result.SecretName, result.Reference, null), (entry.Secret, entry.Reference, entry.RetiredOn));
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_former_ones_secret_may_be_another_offices_a_new_one_is_made_and_that_one_lives(
        bool saysOffice
    )
    {
        var client = Client(Permission.InvoiceRead);
        var profile = Bench.ProfileOf(client);
        Bench.Office.Profiles.Patch(profile, editor => editor.SetPermissions(["InvoiceRead"]));
        var theirs = Bench.World.CreateToken(
            ContextIdentifier.Nip(client.Nip),
            SubjectIdentifier.Nip(client.Nip),
            [Permission.InvoiceRead]
        );
        var secret = saysOffice ? $"ksef-prod-{client.Nip}-token-o00000001" : client.Secret.Name;
        Bench.Keep(secret, theirs.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = secret });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, false), (result.Outcome, result.FormerRevoked));
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(theirs.ReferenceNumber)!.Status);
        var address = client.Secret with { Name = secret };
        var lying = await Bench.Vault.ReadAsync([address], TestContext.Current.CancellationToken);
        Assert.Equal(theirs.Secret, lying[address].Reveal());
    }

    [Fact]
    public async Task No_name_is_taken_twice_because_a_vault_may_keep_it_for_weeks()
    {
        var client = Client(Permission.InvoiceRead);

        var names = new List<string?>();
        for (var time = 0; time < 4; time++)
            names.Add((await Bench.MakeAsync(Bench.RotationOf(client))).SecretName);

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task A_name_that_the_vault_holds_is_left_to_it_by_the_next_run()
    {
        var client = Client(Permission.InvoiceRead);
        var held = "";
        using var process = Bench.Start();
        process.Vault.Handling = (request, pass) =>
        {
            if (request.Act is not VaultAct.Write)
                return pass();
            held = request.Addresses.Single().Name;
            throw new SecretVaultException(SecretVaultFailure.NameHeld, ConversionBench.VaultName, "held");
        };
        Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, Bench.RotationOf(client))).Outcome);
        Bench.Keep(held, "brought back");

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.NotEqual(held, result.SecretName);
    }

    [Fact]
    public async Task A_new_ones_name_says_the_office()
    {
        var client = Client(Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(Bench.Office.Settings.Id, Core.Office.Profiles.SecretNames.OfficeOf(result.SecretName!));
    }

    [Fact]
    public async Task Sessions_of_the_old_one_cannot_be_refreshed_any_more()
    {
        var client = Client(Permission.InvoiceRead);

        await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.All(
            Bench.World.Sessions.All.Where(session => session.TokenReference == client.Token && session.IsRedeemed),
            session => Assert.True(session.IsRevoked)
        );
    }

    [Fact]
    public async Task What_a_person_wrote_in_the_entry_stays()
    {
        var client = Client(Permission.InvoiceRead);
        var path = Bench.ProfileOf(client).Path;
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace(
                "  - kind: token",
                "  # for the shop's program\n  - kind: token",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );

        await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Contains(
            "# for the shop's program",
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task KeepFormer_leaves_it_alive_and_retired()
    {
        var client = Client(Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(client) with { KeepFormer = true });

        Assert.Equal((TokenOutcome.Rotated, false), (result.Outcome, result.FormerRevoked));
        Assert.Equal(2, Bench.ActiveOf(client).Count);
        var kept = Assert.Single(Bench.AccessOf(client), entry => entry.RetiredOn is not null);
        Assert.Equal(client.Token, kept.Reference);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_nobody_may_make_a_new_one_the_old_one_lives()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Equal(client.Secret.Name, Assert.Single(Bench.AccessOf(client)).Secret);
    }

    [Fact]
    public async Task One_that_may_do_less_does_not_take_its_place()
    {
        var client = Client(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == "after step 'stored'")
                    foreach (var made in Bench.TokensOf(client).Where(token => token.ReferenceNumber != client.Token))
                        Bench.World.UpdateToken(
                            made.ReferenceNumber,
                            token => token with { EffectivePermissions = [Permission.InvoiceWrite] }
                        );
            },
        };

        var result = await Bench.MakeAsync(Bench.RotationOf(client), fate: fate);

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Equal(client.Secret.Name, Assert.Single(Bench.AccessOf(client)).Secret);
    }

    [Fact]
    public async Task One_that_is_to_do_more_than_the_profile_expects_needs_force()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);

        var result = await Bench.MakeAsync(
            Bench.RotationOf(client) with
            {
                Permissions = ["InvoiceRead", "InvoiceWrite"],
            }
        );

        Assert.Equal(TokenOutcome.NeedsForce, result.Outcome);
        Assert.Equal(client.Token, Assert.Single(Bench.TokensOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_token_that_is_dead_already_is_replaced_by_what_KSeF_says_it_was_made_for()
    {
        var client = Client(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, true), (result.Outcome, result.FormerRevoked));
        Assert.Equal(["InvoiceRead"], result.Permissions);
    }

    [Fact]
    public async Task A_token_that_another_client_s_file_names_as_well_is_not_revoked_and_stays_named()
    {
        var client = Client(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token, Secret = client.Secret.Name });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, false), (result.Outcome, result.FormerRevoked));
        Assert.Contains(other.Nip, result.Reason, StringComparison.Ordinal);
        Assert.Contains(
            Bench.AccessOf(client),
            entry => entry is { RetiredOn: not null } && entry.Reference == client.Token
        );
    }

    [Fact]
    public async Task Only_what_is_due_by_the_policy_is_rotated_every_night()
    {
        var client = Client(Permission.InvoiceRead);
        var order = Bench.RotationOf(client) with { OnlyDue = true };

        var early = await Bench.MakeAsync(order);
        Clock.Advance(TimeSpan.FromDays(366));
        var due = await Bench.MakeAsync(order);
        var again = await Bench.MakeAsync(Bench.RotationOf(client) with { OnlyDue = true });

        Assert.Equal(
            [TokenOutcome.NotDue, TokenOutcome.Rotated, TokenOutcome.NotDue],
            [early.Outcome, due.Outcome, again.Outcome]
        );
        Assert.Equal(2, Bench.TokensOf(client).Count);
    }

    [Fact]
    public async Task On_the_last_day_that_the_policy_gives_it_a_token_still_stays()
    {
        var client = Client(Permission.InvoiceRead);
        var order = Bench.RotationOf(client) with { OnlyDue = true };
        var made = DateOnly.ParseExact(client.Token![..8], "yyyyMMdd", CultureInfo.InvariantCulture);
        var lastDay = made.AddDays((int)Bench.Office.Settings.Policy.RotateAfter.TotalDays);
        Clock.Advance(lastDay.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc) - Clock.GetUtcNow().UtcDateTime);

        var onTheLastDay = await Bench.MakeAsync(order);
        Clock.Advance(TimeSpan.FromDays(1));
        var onTheNext = await Bench.MakeAsync(order);

        Assert.Equal((TokenOutcome.NotDue, TokenOutcome.Rotated), (onTheLastDay.Outcome, onTheNext.Outcome));
    }

    [Fact]
    public async Task A_part_s_token_under_its_client_s_name_is_refused_and_lives()
    {
        var client = Client(Permission.InvoiceRead);
        var part = Bench.AddPart(client, Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, Bench.World.FindToken(part.Token!)!.Secret);
        Bench.ChangeToken(client, entry => entry with { Reference = part.Token });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Contains($"Set-KsefCredential '{part.Nip}'", result.Reason, StringComparison.Ordinal);
        Assert.Equal(part.Token, Assert.Single(Bench.ActiveOf(part)).ReferenceNumber);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task A_token_that_another_client_s_file_names_by_its_number_alone_is_not_revoked()
    {
        var client = Client(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Contains(other.Nip, result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task An_old_one_that_signs_in_though_KSeF_took_its_revocation_keeps_its_secret()
    {
        var client = Client(Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(client), fate: RevokedInVain(client));

        Assert.Equal((TokenOutcome.Rotated, false), (result.Outcome, result.FormerRevoked));
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_remembered_of_the_new_one_is_no_proof_to_end_the_old_one_by()
    {
        var client = Client(Permission.InvoiceRead);
        var order = Bench.RotationOf(client);
        using var process = Bench.Start();
        var made = await SwitchAsync(process, client, order);
        Bench.World.UpdateToken(made, token => token with { Status = TokenStatus.Revoked });

        var result = await process.MakeAsync(Bench, order);

        Assert.Equal(TokenOutcome.Failed, result.Outcome);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task One_that_the_profile_names_is_not_taken_back_though_it_may_do_less_by_now()
    {
        var client = Client(Permission.InvoiceRead);
        var order = Bench.RotationOf(client);
        using var process = Bench.Start();
        var made = await SwitchAsync(process, client, order);
        Bench.World.UpdateToken(made, token => token with { EffectivePermissions = [Permission.InvoiceWrite] });

        var result = await Bench.MakeAsync(order);

        Assert.Equal(TokenOutcome.Failed, result.Outcome);
        Assert.Equal([client.Token, made], Bench.ActiveOf(client).Select(token => token.ReferenceNumber));
    }

    [Fact]
    public async Task Declined_by_a_person_nothing_is_done()
    {
        var client = Client(Permission.InvoiceRead);
        TokenIntent? asked = null;
        var options = new TokenOptions
        {
            Confirm = (intent, _) =>
            {
                asked = intent;
                return Task.FromResult(false);
            },
        };
        using var process = Bench.Start();
        var making = new KsefTools.Core.Tokens.TokenMaking(
            Bench.Office,
            process.Vault,
            process.Sessions,
            Clock,
            options
        );

        var results = await making
            .RunAsync([Bench.RotationOf(client)], TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Empty(results);
        Assert.Equal((client.Token, "InvoiceRead"), (asked!.Former, Assert.Single(asked.Permissions)));
        Assert.Empty(Bench.JournalText());
    }

    /// <summary>A rotation that breaks off once the profile names the new token.</summary>
    /// <returns>The new one's number.</returns>
    private async Task<string> SwitchAsync(ConversionProcess process, ConversionClient client, TokenOrder order)
    {
        process.Network.LosesRequest = "DELETE {number}";
        Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order)).Outcome);
        var made = Assert.Single(Bench.AccessOf(client)).Reference!;
        Assert.NotEqual(client.Token, made);
        return made;
    }

    /// <summary>KSeF takes the revocation of a client's token, which signs in all the same.</summary>
    private Fate RevokedInVain(ConversionClient client) =>
        new()
        {
            Passing = point =>
            {
                if (point == "after DELETE {number}")
                    Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Active });
            },
        };

    private ConversionClient Client(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }
}

using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>
/// What a move leaves as it is: other tokens, other clients' secrets, and everything where KSeF does not answer.
/// </summary>
public sealed class WhatStaysTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };
    private static readonly ConversionOptions Planning = new() { OnlyPlan = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(Clock.GetLocalNow().DateTime);

    [Fact]
    public async Task A_token_that_was_not_named_goes_on_serving()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        using var process = Bench.Start();

        await process.ConvertAsync(which: credential => credential.SecretName == client.Secret.Name);

        Assert.Equal(Today, EntryOf(client, client.Secret.Name).RetiredOn);
        Assert.Null(EntryOf(client, other.Secret.Name).RetiredOn);
    }

    [Fact]
    public async Task Of_two_retired_tokens_the_one_whose_day_has_not_come_stays_in_KSeF_vault_and_profile()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Clock.Advance(TimeSpan.FromDays(5));
        var younger = Bench.AddToken(client, Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Clock.Advance(TimeSpan.FromDays(5));

        var result = await Bench.ConvertAsync(client, Revoking with { AfterDays = 7 });

        Assert.True(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(younger.Token!)!.Status);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([younger.Secret], Cancel));
        Assert.Equal(
            [younger.Secret.Name, null],
            Bench.AccessOf(client).Select(entry => entry.Secret).Order().Reverse()
        );
    }

    [Fact]
    public async Task A_secret_that_another_clients_file_still_names_stays_in_the_vault()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient();
        Bench.AddAccess(
            other,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = client.Secret.Name,
                RetiredOn = Today,
            }
        );

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.True(result.TokenRevoked);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
    }

    [Fact]
    public async Task A_right_that_was_taken_back_since_the_list_was_read_keeps_the_token_in_use()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        using var process = Bench.Start(After("POST grants", () => TakeBack(Permission.InvoiceWrite)));

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal((ConversionOutcome.Failed, false), (result.Outcome, result.IsProven));
        Assert.Contains("InvoiceWrite", result.Reason, StringComparison.Ordinal);
        Assert.Null(EntryOf(client, client.Secret.Name).RetiredOn);
    }

    [Fact]
    public async Task A_right_that_was_taken_back_since_the_move_keeps_the_token_alive()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        await Bench.ConvertAsync();
        TakeBack(Permission.InvoiceWrite);

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal((ConversionOutcome.Failed, false), (result.Outcome, result.TokenRevoked));
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task Where_KSeF_does_not_say_what_the_token_may_do_nothing_is_touched()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        process.Network.LosesRequest = "GET {number}";

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.Unknown, result.Outcome);
        Assert.Null(EntryOf(client, client.Secret.Name).RetiredOn);
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task An_interrupted_move_stays_open_while_KSeF_does_not_answer()
    {
        var client = Granted(Permission.InvoiceRead);
        using (var killed = Bench.Start(After("step 'started'", () => throw new SimulatedDeathException("killed"))))
            await killed.ConvertAsync();
        using (var process = Bench.Start())
        {
            process.Network.LosesRequest = "GET {number}";
            Assert.Equal(ConversionOutcome.Unknown, Assert.Single(await process.ConvertAsync()).Outcome);
        }

        var result = await Bench.ConvertAsync(client);

        Assert.True(result.WasResumed);
        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
    }

    [Fact]
    public async Task A_remembered_session_tells_nothing_of_a_token_that_was_revoked_since()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        using var process = Bench.Start();
        await process.ConvertAsync(Planning);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var plan = Assert.Single(await process.ConvertAsync(Planning));

        Assert.Empty(plan.TokenPermissions);
        Assert.Equal(ConversionRoute.ByClient, plan.Route);
    }

    [Fact]
    public async Task A_token_of_a_part_of_the_client_is_left_in_use()
    {
        var client = Granted(Permission.InvoiceRead);
        var unit = $"{client.Nip}-12345";
        var token = Bench.World.CreateToken(
            new ContextIdentifier(ContextIdentifierType.InternalId, unit),
            SubjectIdentifier.Nip(client.Nip),
            [Permission.InvoiceRead]
        );
        Bench.Keep(client.Secret.Name, token.Secret);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        Assert.Contains(unit, result.Reason, StringComparison.Ordinal);
        Assert.Null(EntryOf(client, client.Secret.Name).RetiredOn);
    }

    [Fact]
    public async Task Where_one_of_several_tokens_is_dead_there_is_no_way_back()
    {
        var client = Granted(Permission.InvoiceRead);
        var second = Bench.AddToken(client, Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.World.UpdateToken(second.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();

        var result = await process.RestoreAsync(client);

        Assert.False(result.IsRestored);
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry is { Secret: not null, RetiredOn: null });
    }

    [Fact]
    public async Task The_way_back_waits_for_no_process_that_moves_the_client()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        var office = Bench.Office;
        using var other = SubjectLock.TryTake(office, "conversion", $"{office.Settings.Environment} {client.Nip}");
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => process.RestoreAsync(client));

        Assert.Equal(ConversionFailure.Busy, refusal.Failure);
        Assert.NotNull(EntryOf(client, client.Secret.Name).RetiredOn);
    }

    [Fact]
    public async Task The_office_as_its_own_client_needs_no_grant()
    {
        var home = Bench.AddClientOf(Bench.OfficeNip, Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(home);

        Assert.Equal((ConversionRoute.AlreadyGranted, ConversionOutcome.Converted), (result.Route, result.Outcome));
        Assert.Empty(Bench.GrantsAt(home));
    }

    [Fact]
    public async Task An_employee_who_may_not_manage_permissions_is_not_asked_to_grant()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = ContextIdentifier.Nip(client.Nip),
                Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );

        Assert.Equal(ConversionRoute.ByClient, (await Bench.ConvertAsync(client, Planning)).Route);
    }

    [Fact]
    public async Task A_client_that_must_be_asked_first_keeps_the_token_whose_day_has_come()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.AddToken(client, Permission.InvoiceRead, Permission.InvoiceWrite, Permission.CredentialsManage);
        Bench.Settings.GrantsByToken = TokenGrantRule.Forbidden;

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(ConversionOutcome.WaitingForClient, result.Outcome);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task What_was_begun_is_completed_unasked_and_a_token_goes_only_where_a_person_says_yes(
        bool mayGo,
        bool isMoved
    )
    {
        var client = Granted(Permission.InvoiceRead);
        using (var killed = Bench.Start(After("step 'started'", () => throw new SimulatedDeathException("killed"))))
            await killed.ConvertAsync();

        var result = await Bench.ConvertAsync(
            client,
            new ConversionOptions { RevokeToken = mayGo, Confirm = (_, _) => Task.FromResult(false) }
        );

        Assert.Equal(isMoved, result.Outcome is ConversionOutcome.Converted);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_move_that_lacked_only_its_last_lines_is_told_as_one()
    {
        var client = Granted(Permission.InvoiceRead);
        using (var killed = Bench.Start(After("step 'switched'", () => throw new SimulatedDeathException("killed"))))
            await killed.ConvertAsync();

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((ConversionOutcome.Converted, true, true), (result.Outcome, result.IsProven, result.WasResumed));
    }

    [Fact]
    public async Task A_secret_that_the_clients_file_names_for_use_again_stays_in_the_vault()
    {
        var client = Granted(Permission.InvoiceRead);
        var again = new AccessEntry { Kind = CredentialKind.Token, Secret = client.Secret.Name };
        using var process = Bench.Start(After("step 'seen dead'", () => Bench.AddAccess(client, again)));

        await process.ConvertAsync(Revoking);

        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
        Assert.Null(EntryOf(client, client.Secret.Name).RetiredOn);
    }

    private static Fate After(string point, Action happens)
    {
        var isFirst = true;
        return new Fate
        {
            Passing = passed =>
            {
                if (passed != $"after {point}" || !isFirst)
                    return;
                isFirst = false;
                happens();
            },
        };
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private void TakeBack(Permission permission) => Bench.World.RemoveGrants(grant => grant.Permission == permission);

    private AccessEntry EntryOf(ConversionClient client, string secret) =>
        Assert.Single(Bench.AccessOf(client), entry => entry.Secret == secret);
}

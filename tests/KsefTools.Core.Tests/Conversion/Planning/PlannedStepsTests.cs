using KsefTools.Core.Conversion;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion.Planning;

/// <summary>What a plan says would be done, step by step, and what it would take and give.</summary>
public sealed class PlannedStepsTests : ConversionTest
{
    private static readonly ConversionOptions Planning = new() { OnlyPlan = true };
    private static readonly ConversionOptions AsAnna = Planning with { Identity = "anna" };

    [Fact]
    public async Task The_token_that_may_grant_is_named_among_several_and_goes_at_once()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var granting = Bench.AddToken(client, Permission.InvoiceRead, Permission.CredentialsManage);

        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = true });

        Assert.Equal(
            [
                $"grant InvoiceRead by {granting.Secret.Name}",
                "sign in as seal",
                "prove InvoiceRead",
                "switch the profile",
                "revoke the token",
            ],
            plan.Steps
        );
        Assert.Equal($"Convert-KsefToCertificate {client.Nip}", plan.Remedy);
        Assert.Null(plan.Reason);
    }

    [Theory]
    [InlineData(1, "revoke the token after 1 day")]
    [InlineData(14, "revoke the token after 14 days")]
    public async Task A_grace_period_is_told(int days, string last)
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);

        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = true, AfterDays = days });

        Assert.Equal(["sign in as seal", "prove InvoiceRead, InvoiceWrite", "switch the profile", last], plan.Steps);
        Assert.Null(plan.RevokeOn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_no_token_goes_none_is_said_to_go(bool hasToken)
    {
        var client = hasToken ? Granted(Permission.InvoiceRead) : Granted();
        if (!hasToken)
            Bench.Grant(client, permissions: Permission.InvoiceRead);

        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = !hasToken });

        Assert.Equal(["sign in as seal", "prove InvoiceRead", "switch the profile"], plan.Steps);
    }

    [Fact]
    public async Task The_office_is_said_to_pass_on_to_its_employee()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, canDelegate: true, Permission.InvoiceRead);

        var plan = await Bench.ConvertAsync(client, AsAnna);

        Assert.Equal(
            ["grant InvoiceRead by seal", "sign in as anna", "prove InvoiceRead", "switch the profile"],
            plan.Steps
        );
        Assert.Equal(ConversionRoute.ByOtherSession, plan.Route);
    }

    [Fact]
    public async Task The_clients_own_certificate_is_said_to_sign_in_and_to_be_able_to_do_everything()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.Introspection);
        Bench.AddOwnCertificate(client);

        var plan = await Bench.ConvertAsync(client, Planning with { AllowOwnCertificate = true });

        Assert.Equal(
            ["sign in as the client's own certificate", "prove Introspection", "switch the profile"],
            plan.Steps
        );
        Assert.Equal(["Owner"], plan.Surplus);
        Assert.Empty(plan.Lost);
    }

    [Fact]
    public async Task Who_has_to_be_asked_first_has_no_steps_and_gets_the_letter_as_the_next_command()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = true, AllowOwnCertificate = true });

        Assert.Equal((ConversionRoute.ByClient, ConversionOutcome.WaitingForClient), (plan.Route, plan.Outcome));
        Assert.Empty(plan.Steps);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip} -RequestPath .", plan.Remedy);
    }

    [Fact]
    public async Task Who_needs_a_person_has_no_steps_and_gets_the_letter_as_the_next_command()
    {
        var client = Bench.AddClient(expected: ["Introspection"], Permission.InvoiceRead, Permission.CredentialsManage);

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((ConversionRoute.NeedsPerson, ConversionOutcome.NeedsPerson), (plan.Route, plan.Outcome));
        Assert.Empty(plan.Steps);
        Assert.StartsWith("Introspection, InvoiceRead cannot", plan.Reason, StringComparison.Ordinal);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip} -RequestPath .", plan.Remedy);
    }

    [Fact]
    public async Task What_the_identity_may_do_beforehand_and_what_it_would_gain_are_two_things()
    {
        var client = Bench.AddClient(Permission.InvoiceWrite, Permission.CredentialsManage);
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(["InvoiceRead"], plan.IdentityPermissions);
        Assert.Equal(["InvoiceRead"], plan.Surplus);
        Assert.Equal(["CredentialsManage"], plan.Lost);
        Assert.Equal(["CredentialsManage", "InvoiceWrite"], plan.RequestedPermissions);
    }

    [Fact]
    public async Task A_client_that_was_moved_has_nothing_to_do_and_nothing_to_be_told()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((ConversionOutcome.AlreadyConverted, ConversionRoute.None), (plan.Outcome, plan.Route));
        Assert.Equal((null, null, "seal"), (plan.Reason, plan.Remedy, plan.Identity));
        Assert.Empty(plan.Steps);
        Assert.False(plan.IsProven);
        Assert.Equal(Clock.GetLocalNow().DateTime.Date, plan.RetiredOn);
    }

    [Fact]
    public async Task A_client_of_another_identity_is_told_of_it_and_sent_nowhere_where_no_token_is_to_go()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((ConversionOutcome.AlreadyConverted, "anna"), (plan.Outcome, plan.Identity));
        Assert.Equal(("Identity 'anna' serves this client.", null), (plan.Reason, plan.Remedy));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public async Task A_client_of_another_identity_that_has_no_retired_token_is_not_sent_to_retire_one()
    {
        var client = Bench.AddClient();
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "anna" });

        var plan = await Bench.ConvertAsync(client, Planning with { RevokeToken = true });

        Assert.Equal((ConversionOutcome.AlreadyConverted, "anna"), (plan.Outcome, plan.Identity));
        Assert.Null(plan.Remedy);
    }

    [Fact]
    public async Task A_token_in_use_beside_another_identity_is_still_moved()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "anna" });

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((ConversionOutcome.Planned, "seal"), (plan.Outcome, plan.Identity));
    }

    [Fact]
    public async Task A_plan_for_a_person_takes_the_session_that_is_remembered()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.InvoiceRead);
        using var process = Bench.Start();
        await process.ConvertAsync(AsAnna);
        var signIns = process.Network.Count("POST redeem");

        var plan = Assert.Single(await process.ConvertAsync(AsAnna));

        Assert.Equal((ConversionRoute.AlreadyGranted, ConversionOutcome.Planned), (plan.Route, plan.Outcome));
        Assert.Equal(signIns, process.Network.Count("POST redeem"));
    }

    [Fact]
    public async Task A_persons_look_at_its_rights_is_the_proof_and_no_second_sign_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.InvoiceRead);
        using var process = Bench.Start();

        var result = Assert.Single(await process.ConvertAsync(new ConversionOptions { Identity = "anna" }));

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        // The token and the person; the office's list is not asked for where nothing is missing.
        Assert.Equal(2, process.Network.Count("POST redeem"));
    }

    [Fact]
    public async Task A_person_who_may_manage_permissions_lets_the_office_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.CredentialsManage);

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal(ConversionRoute.ByOtherSession, plan.Route);
        Assert.Equal("grant InvoiceRead by anna", plan.Steps[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_may_let_the_office_in_is_looked_for_in_the_vault_that_the_files_name(bool isOwn)
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.CredentialsManage);
        var secret = isOwn ? Bench.AddOwnCertificate(client, isNamed: false) : "ksef-office-anna";
        var usual = new SecretAddress(ConversionBench.VaultName, secret);
        var cancel = TestContext.Current.CancellationToken;
        var text = (await Bench.Vault.ReadAsync([usual], cancel))[usual];
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [usual with { Vault = "Second" }] = text },
            cancel
        );
        await Bench.Vault.RemoveAsync([usual], cancel);
        if (isOwn)
            Bench.AddAccess(
                client,
                new AccessEntry
                {
                    Kind = CredentialKind.Certificate,
                    Secret = secret,
                    Vault = "Second",
                }
            );
        else
            Bench.Office.Patch(editor => editor.SetIdentitySecret("anna", secret, "Second"));

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal($"grant InvoiceRead by {(isOwn ? secret : "anna")}", plan.Steps[0]);
    }

    [Fact]
    public async Task A_second_plan_signs_in_nowhere()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.CredentialsManage);
        using var process = Bench.Start();
        await process.ConvertAsync(Planning);
        var signIns = process.Network.Count("POST redeem");

        await process.ConvertAsync(Planning);

        // The token, the seal at home, and who may let it in.
        Assert.Equal((3, 3), (signIns, process.Network.Count("POST redeem")));
    }

    [Fact]
    public async Task Nobody_lets_itself_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        AllowAnna(client, Permission.CredentialsManage);

        Assert.Equal(ConversionRoute.ByClient, (await Bench.ConvertAsync(client, AsAnna)).Route);
    }

    [Fact]
    public async Task The_seal_is_not_asked_at_a_client_where_it_can_only_have_invoices()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();

        await process.ConvertAsync(AsAnna);

        // The employee at the client and the seal at home.
        Assert.Equal(2, process.Network.Count("POST xades-signature"));
        Assert.NotNull(client.Token);
    }

    [Fact]
    public async Task An_own_certificate_that_cannot_be_used_helps_nobody_and_harms_nobody()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var secret = Bench.AddOwnCertificate(client);
        Bench.Keep(secret, "neither token nor certificate");

        var plan = await Bench.ConvertAsync(client, Planning);

        Assert.Equal((ConversionRoute.ByClient, ConversionOutcome.WaitingForClient), (plan.Route, plan.Outcome));
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private void AllowAnna(ConversionClient client, Permission permission) =>
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

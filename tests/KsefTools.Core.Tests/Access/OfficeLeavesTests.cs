using KsefTools.Core.Access.Ending;
using KsefTools.Core.Api;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Access;

/// <summary>A client wants the office out: what is the office's ends, and the rest is told.</summary>
public sealed class OfficeLeavesTests : AccessEndingTest
{
    [Fact]
    public async Task All_that_is_the_office_s_ends_where_its_certificate_may_manage()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Serve(client, "seal");
        Grant(client, Seal, Permission.InvoiceRead);
        Grant(client, Seal, Permission.CredentialsManage);
        Grant(client, Anna, Permission.InvoiceWrite);
        var forgotten = Make(client, Seal, Permission.InvoiceRead);

        var end = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.Ended, end.Outcome);
        Assert.Contains(end.Steps, step => step.Reference == forgotten.ReferenceNumber);
        Assert.Empty(LeftAt(client, Seal, Anna));
        Assert.Empty(OpenAt(client));
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task What_somebody_wrote_into_the_record_of_an_earlier_run_is_told_as_plain_text()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        const string hostile = "x\u001b]0;y\u0007\n";
        using (
            var record = OperationRecord.Begin(
                Bench.Office,
                Clock,
                OperationKind.Departure,
                $"{KsefEnvironment.Parse(Bench.Office.Settings.Environment).Name} {client.Nip}",
                progress: null,
                ("nip", client.Nip)
            )
        )
            record.Write(
                "ended",
                ("key", "k"),
                ("kind", nameof(AccessKind.Permission)),
                ("outcome", nameof(AccessEndOutcome.Ended)),
                ("what", hostile),
                ("holder", hostile),
                ("reference", hostile),
                ("ksef", hostile),
                ("proof", hostile)
            );

        var end = await LeaveAsync(client);

        var step = Assert.Single(end.Steps, step => step.What.StartsWith('x'));
        Assert.All(
            [step.What, step.Holder, step.Reference, step.KsefReference, step.Proof],
            text => Assert.True(PlainText.IsHarmless(text!))
        );
    }

    [Fact]
    public async Task A_token_that_alone_may_manage_takes_permissions_back_before_it_goes()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        Grant(client, Anna, Permission.InvoiceWrite);

        var end = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.Ended, end.Outcome);
        Assert.Equal(client.Token, end.Steps.Last(step => step.Kind is AccessKind.Token).Reference);
        Assert.Empty(LeftAt(client, Anna));
        Assert.All(
            [client.Token!, other.Token!],
            token => Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(token)!.Status)
        );
    }

    [Fact]
    public async Task A_permission_that_nobody_here_may_take_back_is_the_client_s_to_end()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Serve(client, "seal");
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var end = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.ClientMust, end.Outcome);
        Assert.Contains(
            end.Steps,
            step => step is { Kind: AccessKind.Permission, Outcome: AccessEndOutcome.ClientMust }
        );
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task An_identity_that_no_profile_names_goes_as_well()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Grant(client, Anna, Permission.InvoiceWrite);

        var end = await LeaveAsync(client);

        var way = Assert.Single(end.Steps, step => step is { Kind: AccessKind.Certificate, Holder: "anna" });
        Assert.Contains("415", way.Proof!, StringComparison.Ordinal);
        Assert.Empty(LeftAt(client, Anna));
    }

    [Fact]
    public async Task What_the_office_handed_on_at_the_client_is_taken_back_at_home()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, canDelegate: true, Permission.InvoiceRead);
        HandOn(client, Anna);

        var end = await LeaveAsync(client);

        Assert.Contains(
            end.Steps,
            step => step is { Kind: AccessKind.Permission, Outcome: AccessEndOutcome.Ended, KsefReference: not null }
        );
        Assert.Empty(Bench.World.GrantsIn(ContextIdentifier.Nip(Bench.OfficeNip)));
    }

    [Fact]
    public async Task The_client_s_own_certificate_is_revoked_last_and_seen_dead()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        Grant(client, Anna, Permission.InvoiceWrite);

        var end = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.Ended, end.Outcome);
        var certificate = Assert.Single(
            end.Steps,
            step => step is { Kind: AccessKind.Certificate, Holder: not "anna" }
        );
        Assert.NotNull(certificate.Proof);
        Assert.Empty(LeftAt(client, Anna, SubjectIdentifier.Nip(client.Nip)));
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task What_another_vault_has_under_the_name_of_a_certificate_that_ended_stays_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddAccess(client, CertificateIn("Second", Bench.AddOwnCertificate(client)));

        await LeaveAsync(client);

        Assert.Equal("Second", Assert.Single(Bench.AccessOf(client)).Vault);
    }

    [Fact]
    public async Task A_token_is_told_from_what_another_vault_has_under_its_name()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        Bench.ChangeToken(client, entry => entry with { Vault = "Second", Reference = null });
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Token, Secret = client.Secret.Name });

        await LeaveAsync(client);

        Assert.Equal("Second", Assert.Single(Bench.AccessOf(client)).Vault);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task An_Offline_certificate_stays_for_the_QR_codes_on_paper_unless_the_person_says_otherwise(
        bool includeOffline,
        bool isNamed
    )
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        var secret = Bench.AddOwnCertificate(client, KsefCertificateType.Offline, isNamed);

        var end = await LeaveAsync(client, new AccessEndOptions { IncludeOffline = includeOffline });

        var offline = Assert.Single(end.Steps, step => step is { What: "Offline" });
        Assert.Equal(includeOffline ? AccessEndOutcome.Ended : AccessEndOutcome.Kept, offline.Outcome);
        Assert.Equal(includeOffline, Bench.World.Certificates.Find(offline.Reference!)!.RevocationReason is not null);
        Assert.Equal(isNamed && !includeOffline ? [secret] : [], Bench.AccessOf(client).Select(entry => entry.Secret!));
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Grant(client, Anna, Permission.InvoiceWrite);

        var plan = await LeaveAsync(client, new AccessEndOptions { OnlyPlan = true });

        Assert.Equal(AccessEndOutcome.Planned, plan.Outcome);
        Assert.NotEmpty(plan.Steps);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Single(Bench.GrantsAt(client));
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task Done_again_it_finds_nothing_left()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Serve(client, "seal");
        Grant(client, Seal, Permission.InvoiceRead);
        await LeaveAsync(client);

        var again = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.AlreadyEnded, again.Outcome);
    }

    [Fact]
    public async Task A_client_that_cannot_be_looked_at_is_not_said_to_be_left()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var tidied = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.AlreadyEnded, tidied.Outcome);
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task A_token_that_another_client_s_file_names_too_goes_here_and_stays_in_the_vault()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var borrower = Bench.AddClient();
        Bench.AddAccess(borrower, Bench.AccessOf(client)[0]);

        var end = await LeaveAsync(client);

        Assert.Equal(AccessEndOutcome.Ended, end.Outcome);
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Single(Bench.AccessOf(borrower));
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_is_killed_when_the_next_run_ends_what_is_left_and_tells_all()
    {
        var fate = new Fate();
        await LeaveAsync(NewClient(), fate: fate);
        Assert.Contains("after DELETE {number}", fate.Points);

        for (var point = 0; point < fate.Points.Count - 1; point++)
        {
            var client = NewClient();
            try
            {
                await LeaveAsync(client, fate: new Fate(point));
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            var end = await LeaveAsync(client);
            var where = $"{end.Outcome}: {end.Steps}, killed {fate.Points[point]}";
            Assert.True(end.Outcome is AccessEndOutcome.Ended or AccessEndOutcome.AlreadyEnded, where);
            Assert.Empty(LeftAt(client, Seal, Anna));
            Assert.True(Bench.World.FindToken(client.Token!)!.Status is not TokenStatus.Active, where);
            Assert.Empty(Bench.AccessOf(client));
        }
    }

    private static AccessEntry CertificateIn(string vault, string secret) =>
        new()
        {
            Kind = CredentialKind.Certificate,
            Secret = secret,
            Vault = vault,
        };

    private ConversionClient NewClient()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Serve(client, "seal");
        Grant(client, Seal, Permission.InvoiceRead);
        Grant(client, Seal, Permission.CredentialsManage);
        return client;
    }
}

using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>What becomes of the certificate that a new one takes the place of, where that was asked for.</summary>
public sealed class OldCertificateTests : EnrolmentTest
{
    private EnrolmentOrder Replacing => Bench.Order with { Force = true, RevokeOld = true };

    [Fact]
    public async Task Its_sessions_at_a_client_that_it_served_are_closed()
    {
        var first = await Bench.EnrolAsync();
        var client = Serve(OfficeBench.NipNumber(501));
        await SignInAsync(first.Secret!.Value, client);
        var left = Assert.Single(Bench.World.Sessions.All, session => session.Context.Value == client.Value);

        var result = await Bench.EnrolAsync(Replacing);

        Assert.Empty(result.Warnings);
        Assert.True(left.IsRevoked);
    }

    [Fact]
    public async Task A_run_that_replaces_one_is_written_down_as_a_renewal()
    {
        await Bench.EnrolAsync();
        Assert.Empty(JournalReader.ReadAll(Bench.Office, [OperationKind.Renewal]));
        await Bench.EnrolAsync(Bench.Order with { Force = true });

        Assert.Single(JournalReader.ReadAll(Bench.Office, [OperationKind.Enrolment]));
        Assert.Single(JournalReader.ReadAll(Bench.Office, [OperationKind.Renewal]));
    }

    [Fact]
    public async Task At_a_client_that_it_did_not_serve_nobody_signs_in()
    {
        await Bench.EnrolAsync();
        Bench.Office.Profiles.Create(new ClientProfile { Nip = OfficeBench.NipNumber(502), Name = "Klient" });
        using var process = Bench.Start();

        var result = await process.EnrolAsync(Replacing);

        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Sessions_that_could_not_be_closed_are_told_with_their_place()
    {
        await Bench.EnrolAsync();
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/sessions", "GET"));

        var result = await Bench.EnrolAsync(Replacing);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Contains(Bench.Context.Value, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_KSeF_did_not_issue_is_left_to_its_issuer_and_told()
    {
        var bought = new SecretAddress("KsefVault", "bought");
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [bought] = Bench.Seal.ToVaultText() },
            Cancel
        );
        Bench.Office.Patch(editor => editor.SetIdentitySecret("seal", bought.Name, vault: null));

        var result = await Bench.EnrolAsync(Replacing);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Single(result.Warnings);
    }

    [Fact]
    public async Task One_that_a_file_which_cannot_be_read_may_name_lives_on_and_is_told()
    {
        var first = await Bench.EnrolAsync();
        var broken = $"access: [{{ kind: certificate, secret: {first.Secret!.Value.Name}";
        await File.WriteAllTextAsync(Path.Combine(Bench.OfficePath, "clients", "klient.yaml"), broken, Cancel);

        var result = await Bench.EnrolAsync(Replacing);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Contains(first.Secret.Value.Name, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(CertificateStatus.Active, StatusOf(first));
    }

    [Fact]
    public async Task One_that_a_client_was_given_while_its_successor_was_made_lives_on()
    {
        var first = await Bench.EnrolAsync();
        var given = new AccessEntry { Kind = CredentialKind.Certificate, Secret = first.Secret!.Value.Name };
        using var process = At(
            EnrolmentStep.Switched,
            () =>
                Bench.Office.Profiles.Create(
                    new ClientProfile
                    {
                        Nip = OfficeBench.NipNumber(503),
                        Name = "Klient",
                        Access = [given],
                    }
                )
        );

        await process.EnrolAsync(Replacing);

        Assert.Equal(CertificateStatus.Active, StatusOf(first));
    }

    [Fact]
    public async Task An_identity_that_was_given_another_one_meanwhile_keeps_that()
    {
        var first = await Bench.EnrolAsync();
        Bench.Office.Patch(editor =>
            editor.AddIdentity(
                Bench.Office.Settings.Identities[0] with
                {
                    Name = "stamp",
                    Secret = first.Secret!.Value.Name,
                }
            )
        );
        using var process = At(
            EnrolmentStep.Proven,
            () => Bench.Office.Patch(editor => editor.SetIdentitySecret("stamp", "its-own", vault: null))
        );

        await process.EnrolAsync(Replacing);

        Assert.Equal("its-own", Bench.Office.Settings.Identities.Single(one => one.Name is "stamp").Secret);
    }

    [Fact]
    public async Task One_that_somebody_has_revoked_meanwhile_is_not_revoked_again()
    {
        var first = await Bench.EnrolAsync();
        Bench.World.Certificates.Update(
            first.Certificate!.SerialNumber,
            certificate => certificate.Ended(CertificateStatus.Revoked)
        );
        using var process = Bench.Start();

        var result = await process.EnrolAsync(Replacing);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(0, process.Network.Count("POST revoke"));
    }

    /// <summary>A process during which somebody else does something.</summary>
    private EnrolmentProcess At(string step, Action meanwhile) =>
        Bench.Start(Fate.Meanwhile($"after step '{step}'", meanwhile));

    private CertificateStatus StatusOf(EnrolmentResult enrolled) =>
        Bench.Issued.Single(one => one.SerialNumber == enrolled.Certificate!.SerialNumber).StatusAt(Clock.GetUtcNow());
}

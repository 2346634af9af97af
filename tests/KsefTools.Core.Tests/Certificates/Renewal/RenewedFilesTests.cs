using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>Which entries of the office's files name a new certificate, and which stay as they were.</summary>
public sealed class RenewedFilesTests : EnrolmentTest
{
    private static readonly Nip Client = OfficeBench.NipNumber(500);

    private EnrolmentOrder OfClient =>
        Bench.Order with
        {
            Holder = CertificateHolder.OfClient(Nip.Parse(Bench.Context.Value)),
        };

    [Fact]
    public async Task Other_certificates_of_a_profile_and_those_of_another_vault_stay()
    {
        var old = (await Bench.EnrolAsync()).Secret!.Value.Name;
        Profile(Client, Certificate(old), Certificate("another"), Certificate(old) with { Vault = "Second" });

        var renewed = await Bench.EnrolAsync(Bench.Order with { Force = true });

        Assert.Equal([(renewed.Secret!.Value.Name, null), ("another", null), (old, "Second")], Named(Client));
    }

    [Fact]
    public async Task A_client_s_renewed_certificate_takes_the_place_of_the_old_one()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Profile(nip);
        await Bench.EnrolAsync(OfClient);

        var renewed = await Bench.EnrolAsync(OfClient with { Force = true });

        Assert.Equal([(renewed.Secret!.Value.Name, null)], Named(nip));
    }

    [Fact]
    public async Task A_client_s_new_certificate_is_named_beside_one_whose_secret_is_lost()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Profile(nip, Certificate("lost"));

        var brought = await Bench.EnrolAsync(OfClient);

        Assert.Equal([("lost", null), (brought.Secret!.Value.Name, null)], Named(nip));
    }

    [Fact]
    public async Task A_certificate_that_goes_into_another_vault_is_named_with_it()
    {
        var result = await Bench.EnrolAsync(Bench.Order with { Vault = "Second" });

        var identity = Bench.Office.FindIdentity("seal")!;
        Assert.Equal(result.Secret, new SecretAddress(identity.Vault, identity.Secret!));
        Assert.Equal("Second", identity.Vault);
        Assert.Single(await Bench.Vault.ListAsync("Second", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_identity_s_certificate_is_named_by_no_other_identity()
    {
        Bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "night",
                    Kind = "seal",
                    Subject = Bench.Subject.Value,
                }
            );
            editor.SetIdentitySecret("night", "its-own", vault: null);
        });

        await Bench.EnrolAsync();

        Assert.Equal("its-own", Bench.Office.FindIdentity("night")!.Secret);
    }

    [Fact]
    public async Task A_client_s_certificate_is_named_by_no_other_client()
    {
        Profile(Nip.Parse(Bench.Context.Value));
        Profile(Client);

        await Bench.EnrolAsync(OfClient);

        Assert.Empty(Named(Client));
    }

    [Fact]
    public async Task Another_holder_s_offline_certificate_is_nobody_else_s_present_one()
    {
        Profile(Nip.Parse(Bench.Context.Value));
        var ofSeal = await Bench.EnrolAsync(Bench.Order with { Type = CertificateType.Offline });

        var ofClient = await Bench.EnrolAsync(OfClient with { Type = CertificateType.Offline });

        Assert.Equal(EnrolmentOutcome.Issued, ofClient.Outcome);
        Assert.NotEqual(ofSeal.Secret, ofClient.Secret);
    }

    private static AccessEntry Certificate(string secret) =>
        new() { Kind = CredentialKind.Certificate, Secret = secret };

    private IEnumerable<(string, string?)> Named(Nip nip) =>
        Bench.Office.Profiles.Read(nip)!.Profile!.Access.Select(entry => (entry.Secret!, entry.Vault));

    private void Profile(Nip nip, params AccessEntry[] access) =>
        Bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Klient",
                Access = access,
            }
        );
}

using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tests.Office;

public sealed class OfficeNounsTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_credential_tells_the_identity_that_serves_the_client()
    {
        var credential = CredentialOf(new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });

        Assert.Equal("seal", credential.Identity);
    }

    [Fact]
    public void An_identity_that_a_client_names_in_another_case_serves_it_under_the_name_of_office_yaml()
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n"
                + "- name: Seal\n  kind: seal\n  subject: \"5260001246\"\n  secret: ksef-office-seal\n"
        );

        var credential = CredentialOf(new AccessEntry { Kind = CredentialKind.Certificate, Identity = "SEAL" });

        Assert.Equal(("Seal", "ksef-office-seal"), (credential.Identity, credential.SecretName));
    }

    [Fact]
    public void A_client_counts_for_an_identity_that_it_names_in_another_case()
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n"
                + "- name: Seal\n  kind: seal\n  subject: \"5260001246\"\n"
        );
        _bench.WriteClient("nip: \"1111111111\"\nname: X\naccess:\n- identity: seal\n");

        Assert.Equal(1, Assert.Single(_bench.Office.ToKsefIdentities()).Clients);
    }

    [Fact]
    public void A_credential_tells_the_serial_number_of_the_clients_own_certificate()
    {
        var credential = CredentialOf(
            new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = "ksef-prod-1111111111-cert",
                Serial = "01F20A5D352AE590",
            }
        );

        Assert.Equal("01F20A5D352AE590", credential.SerialNumber);
    }

    [Theory]
    [InlineData("token", null, "token", "KsefVault", true)]
    [InlineData("Token", "ksefvault", "token", null, true)]
    [InlineData("token", "Second", "token", null, false)]
    [InlineData("token", null, "token", "Second", false)]
    [InlineData("token", null, "other", null, false)]
    [InlineData(null, null, null, null, false)]
    public void An_entry_and_a_credential_are_one_where_the_secret_and_its_vault_are(
        string? secret,
        string? vault,
        string? named,
        string? inVault,
        bool areOne
    )
    {
        var credential = CredentialOf(new AccessEntry()) with { SecretName = named, Vault = inVault };

        Assert.Equal(areOne, new AccessEntry { Secret = secret, Vault = vault }.IsOf(credential, _bench.Office));
    }

    private KsefCredential CredentialOf(AccessEntry entry) =>
        new ClientProfile { Nip = OfficeBench.ClientNip, Name = "Klient" }.ToKsefCredential(entry, _bench.Office);
}

using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>Which secrets of a vault that offices may share are a holder's certificates.</summary>
public sealed class CertificateHoldingsTests : IDisposable
{
    private const string Vault = "KsefVault";

    private static readonly Nip Client = OfficeBench.ClientNip;
    private static readonly Nip Served = OfficeBench.NipNumber(1);

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_the_file_names_and_older_ones_of_the_holder_are_its_own_each_once()
    {
        Seal(named: Of("r2"));
        await StoreAsync(OfficeSeal, Of("r1"), Of("r2"), Of("r3", office: null), "other-thing");

        using var holdings = await ReadAsync();

        Assert.Equal([Of("r2"), Of("r1"), Of("r3", office: null)], holdings.Items.Select(item => item.Secret.Name));
        Assert.Empty(holdings.Warnings);
    }

    [Fact]
    public async Task What_another_office_keeps_in_the_same_vault_is_left_to_it()
    {
        using var stranger = SealOf(Client);
        Seal(named: null);
        await StoreAsync(OfficeSeal, Of("r1", office: "00000001"));
        await StoreAsync(stranger, Of("r2", office: null));

        using var holdings = await ReadAsync();

        Assert.Empty(holdings.Items);
        Assert.Empty(holdings.Warnings);
    }

    [Fact]
    public async Task What_the_file_names_counts_whosever_it_is()
    {
        using var stranger = SealOf(Client);
        Seal(named: Of("r2", office: null));
        await StoreAsync(stranger, Of("r2", office: null));

        using var holdings = await ReadAsync();

        Assert.Single(holdings.Items);
    }

    [Fact]
    public async Task A_key_that_waits_for_its_certificate_is_none_yet_and_what_is_no_certificate_is_told()
    {
        Seal(named: "gone");
        await StoreAsync(new SecretText("text"), $"{Of("r1")}-key", Of("r2"));

        using var holdings = await ReadAsync();

        Assert.Empty(holdings.Items);
        Assert.Equal(2, holdings.Warnings.Count);
        Assert.Contains("gone", holdings.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(Of("r2"), holdings.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Those_who_may_have_one_are_the_offices_identities_and_clients_with_one_of_their_own()
    {
        Seal(named: null);
        Profile(Client, new AccessEntry { Kind = CredentialKind.Certificate, Secret = "own" });
        Profile(Served, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });
        Profile(OfficeBench.NipNumber(2), new AccessEntry { Kind = CredentialKind.Token, Secret = "token" });

        Assert.Equal(
            [CertificateHolder.OfIdentity("seal"), CertificateHolder.OfClient(Client)],
            CertificateHoldings.AllHolders(Office)
        );
    }

    [Fact]
    public async Task An_identity_signs_in_at_home_and_at_the_clients_that_it_serves_in_this_environment()
    {
        Seal(named: null);
        Profile(Served, new AccessEntry { Identity = "SEAL" });
        Profile(Client, new AccessEntry { Identity = "anna" });
        Profile(OfficeBench.OfficeNip, new AccessEntry { Identity = "seal" });
        Profile(OfficeBench.NipNumber(2), new AccessEntry { Identity = "seal" }, environment: "test");

        using var holdings = await ReadAsync();

        Assert.Equal(
            [ContextIdentifier.Of(OfficeBench.OfficeNip), ContextIdentifier.Of(Served)],
            Assert.Single(holdings.Places).Contexts
        );
    }

    [Fact]
    public async Task A_client_signs_in_for_itself_and_its_entries_say_in_which_vault_and_environment()
    {
        Profile(
            Client,
            new AccessEntry { Kind = CredentialKind.Certificate, Secret = "own" },
            new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = "other",
                Vault = "Second",
            },
            new AccessEntry { Kind = CredentialKind.Token, Secret = "token" }
        );

        using var holdings = await ReadAsync(CertificateHolder.OfClient(Client));

        var place = Assert.Single(holdings.Places);
        Assert.Equal([new SecretAddress(Vault, "own"), new SecretAddress("Second", "other")], place.Named);
        Assert.Equal([ContextIdentifier.Of(Client)], place.Contexts);
        Assert.Equal("production", place.Environment);
    }

    [Fact]
    public async Task Keys_that_were_read_are_gone_with_the_holdings()
    {
        Seal(named: Of("r1"));
        await StoreAsync(OfficeSeal, Of("r1"));
        var holdings = await ReadAsync();

        holdings.Dispose();

        Assert.ThrowsAny<Exception>(() => holdings.Items[0].Material.Key.ExportPem());
    }

    [Fact]
    public async Task A_holder_that_is_named_twice_is_one()
    {
        var seal = CertificateHolder.OfIdentity("seal");
        Seal(named: Of("r1"));
        await StoreAsync(OfficeSeal, Of("r1"));

        using var holdings = await ReadAsync(seal, seal);

        Assert.Single(holdings.Items);
    }

    [Fact]
    public async Task Of_a_client_older_ones_count_though_their_names_say_no_office()
    {
        Profile(Client);
        await StoreAsync(OfficeSeal, SecretNames.ForCertificate("production", Client.Value, "r1", office: null));

        using var holdings = await ReadAsync(CertificateHolder.OfClient(Client));

        Assert.Single(holdings.Items);
    }

    [Fact]
    public async Task A_client_of_another_environment_signs_in_there()
    {
        Profile(Client, [], environment: "test");

        using var holdings = await ReadAsync(CertificateHolder.OfClient(Client));

        Assert.Equal("test", Assert.Single(holdings.Places).Environment);
    }

    [Fact]
    public async Task An_identity_s_own_vault_is_looked_into()
    {
        Seal(named: "own", vault: "Second");

        using var holdings = await ReadAsync();

        Assert.Equal([new SecretAddress("Second", "own")], Assert.Single(holdings.Places).Named);
    }

    [Fact]
    public async Task Of_an_identity_that_is_known_by_its_fingerprint_older_ones_count_whatever_theirs()
    {
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "fingerprint",
                    Subject = new string('A', 64),
                }
            )
        );
        await StoreAsync(OfficeSeal, Of("r1", office: null));

        using var holdings = await ReadAsync();

        Assert.Single(holdings.Items);
    }

    [Fact]
    public async Task A_holder_that_the_office_does_not_have_is_told()
    {
        foreach (
            var holder in (CertificateHolder[])
                [CertificateHolder.OfIdentity("nobody"), CertificateHolder.OfClient(Client)]
        )
        {
            var error = await Assert.ThrowsAsync<EnrolmentException>(() => ReadAsync(holder));

            Assert.Equal(EnrolmentFailure.HolderUnknown, error.Failure);
        }
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_told()
    {
        Seal(named: Of("r1"));
        var locked = new SecretVaultException(SecretVaultFailure.Locked, Vault, "locked");
        var vault = new FatefulVault(_vault) { Handling = (_, _) => throw locked };

        var error = await Assert.ThrowsAsync<SecretVaultException>(() =>
            CertificateHoldings.ReadAsync(Office, vault, [CertificateHolder.OfIdentity("seal")], default)
        );

        Assert.Same(locked, error);
    }

    [Theory]
    [InlineData(SecretVaultFailure.NotRegistered)]
    [InlineData(SecretVaultFailure.NotText)]
    public async Task What_one_vault_keeps_is_read_though_another_does_not_answer(SecretVaultFailure failure)
    {
        var silence = new SecretVaultException(failure, "Second", "no");
        var vault = new FatefulVault(_vault)
        {
            Handling = (request, pass) =>
                request.Vault is "Second" || request.Addresses.Any(address => address.Vault is "Second")
                    ? throw silence
                    : pass(),
        };
        Seal(named: Of("r1"));
        await StoreAsync(OfficeSeal, Of("r1"));
        Profile(
            Client,
            new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = "gone",
                Vault = "Second",
            }
        );
        var said = new List<Exception>();

        using var holdings = await CertificateHoldings.ReadAsync(
            Office,
            vault,
            [CertificateHolder.OfClient(Client), CertificateHolder.OfIdentity("seal")],
            TestContext.Current.CancellationToken,
            silent: (_, why) => said.Add(why)
        );

        Assert.Equal(Of("r1"), Assert.Single(holdings.Items).Secret.Name);
        Assert.Equal(1, said.Count + holdings.Warnings.Count);
    }

    [Fact]
    public void A_client_that_has_a_token_besides_its_certificate_may_have_one()
    {
        Profile(
            Client,
            new AccessEntry { Kind = CredentialKind.Token, Secret = "token" },
            new AccessEntry { Kind = CredentialKind.Certificate, Secret = "own" }
        );
        Profile(Served);

        Assert.Equal([CertificateHolder.OfClient(Client)], CertificateHoldings.AllHolders(Office));
    }

    [Fact]
    public async Task An_identity_signs_in_at_a_client_that_has_other_entries_besides()
    {
        Seal(named: null);
        Profile(
            Client,
            new AccessEntry { Kind = CredentialKind.Token, Secret = "token" },
            new AccessEntry { Identity = "seal" }
        );
        Profile(Served);

        using var holdings = await ReadAsync();

        Assert.Equal(
            [ContextIdentifier.Of(OfficeBench.OfficeNip), ContextIdentifier.Of(Client)],
            Assert.Single(holdings.Places).Contexts
        );
    }

    private OfficeFolder Office => OfficeFolder.Open(_bench.Office.Path);

    private static KeyMaterial OfficeSeal => TestMaterial.Ec;

    private static KeyMaterial SealOf(Nip nip) =>
        SelfSignedCertificates.Seal(nip.Value, "X", KeyAlgorithm.Ec, TestMaterial.Clock, TimeSpan.FromDays(1));

    private static string Of(string tag, string? office = OfficeBench.Id) =>
        SecretNames.ForCertificate("production", "seal", tag, office);

    private Task<CertificateHoldings> ReadAsync(params CertificateHolder[] holders) =>
        CertificateHoldings.ReadAsync(
            Office,
            _vault,
            holders.Length > 0 ? holders : [CertificateHolder.OfIdentity("seal")],
            TestContext.Current.CancellationToken
        );

    private Task StoreAsync(KeyMaterial material, params string[] names) => StoreAsync(material.ToVaultText(), names);

    private Task StoreAsync(SecretText text, params string[] names) =>
        _vault.WriteAsync(names.ToDictionary(name => new SecretAddress(Vault, name), _ => text), default);

    private void Seal(string? named, string? vault = null)
    {
        _bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                }
            );
            if (named is not null)
                editor.SetIdentitySecret("seal", named, vault);
        });
    }

    private void Profile(Nip nip, params AccessEntry[] access) => Profile(nip, access, environment: null);

    private void Profile(Nip nip, AccessEntry entry, string environment) => Profile(nip, [entry], environment);

    private void Profile(Nip nip, AccessEntry[] access, string? environment) =>
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Klient",
                Environment = environment,
                Access = access,
            }
        );
}

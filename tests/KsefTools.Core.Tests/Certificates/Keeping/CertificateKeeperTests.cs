using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Keeping;

/// <summary>A certificate that somebody brings: whose it may be, where it goes, and what names it then.</summary>
public sealed class CertificateKeeperTests : IDisposable
{
    private const string Issuer = "CCK KSeF";

    private static readonly Nip Client = OfficeBench.ClientNip;
    private static readonly CertificateHolder Seal = CertificateHolder.OfIdentity("seal");
    private static readonly CertificateHolder OfClient = CertificateHolder.OfClient(Client);

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    public CertificateKeeperTests()
    {
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                }
            )
        );
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = Client,
                Name = "Klient",
                Access = [new AccessEntry { Kind = CredentialKind.Token, Secret = "token" }],
            }
        );
    }

    public void Dispose() => _bench.Dispose();

    private OfficeFolder Office => OfficeFolder.Open(_bench.Office.Path);

    private CertificateKeeper Keeper => new(Office, _vault, TestMaterial.Clock);

    [Fact]
    public void An_identity_takes_its_own_and_nobody_elses()
    {
        using var person = TestMaterial.Person(new CertificateIdentity(IdentityKind.Pesel, TestMaterial.Pesel));

        Keeper.Plan(Seal, TestMaterial.Details(Issuer), vaultName: null);

        Assert.Equal(
            KeyMaterialFailure.WrongIdentity,
            TestMaterial.FailureOf(() => Keeper.Plan(Seal, person.Details, vaultName: null))
        );
    }

    [Fact]
    public void A_client_takes_no_other_companys()
    {
        Assert.Equal(
            KeyMaterialFailure.WrongIdentity,
            TestMaterial.FailureOf(() => Keeper.Plan(OfClient, TestMaterial.Details(Issuer), vaultName: null))
        );
    }

    [Fact]
    public void A_client_takes_that_of_a_person_who_acts_for_it_and_KSeF_says_whether_one_may()
    {
        var person = TestMaterial.Details(Issuer) with
        {
            IsPerson = true,
            Identity = new CertificateIdentity(IdentityKind.Pesel, TestMaterial.Pesel),
        };

        Assert.Equal("KsefVault", Keeper.Plan(OfClient, person, vaultName: null).Vault);
    }

    [Theory]
    [InlineData("TEST CCK KSeF", X509KeyUsageFlags.DigitalSignature, KeyMaterialFailure.WrongEnvironment)]
    [InlineData(Issuer, X509KeyUsageFlags.NonRepudiation, KeyMaterialFailure.WrongType)]
    public void What_cannot_sign_in_where_the_holder_works_is_refused(
        string issuer,
        X509KeyUsageFlags usage,
        KeyMaterialFailure expected
    ) =>
        Assert.Equal(
            expected,
            TestMaterial.FailureOf(() => Keeper.Plan(Seal, TestMaterial.Details(issuer, usage), vaultName: null))
        );

    [Fact]
    public void A_client_of_another_environment_takes_what_signs_in_there()
    {
        var there = OfficeBench.NipNumber(3);
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = there,
                Name = "Test",
                Environment = "test",
            }
        );
        var details = TestMaterial.Details("TEST CCK KSeF") with
        {
            Identity = new CertificateIdentity(IdentityKind.Nip, there.Value),
        };

        var planned = Keeper.Plan(CertificateHolder.OfClient(there), details, "Second");

        Assert.Equal("Second", planned.Vault);
        Assert.True(SecretNames.IsOf(planned.Name, "test"));
    }

    [Fact]
    public void The_same_one_twice_has_one_name_and_each_other_another()
    {
        var (one, other) = (TestMaterial.Details(Issuer), TestMaterial.Details(Issuer));

        Assert.Equal(Keeper.Plan(Seal, one, null), Keeper.Plan(Seal, one, null));
        Assert.NotEqual(Keeper.Plan(Seal, one, null), Keeper.Plan(Seal, other, null));
        Assert.Equal(OfficeBench.Id, SecretNames.OfficeOf(Keeper.Plan(Seal, one, null).Name));
    }

    [Theory]
    [InlineData("ksefvault", null)]
    [InlineData("Second", "Second")]
    public async Task The_office_names_an_identitys_and_the_vault_where_it_is_not_its_own(string vault, string? named)
    {
        await StoreAsync(Seal, new SecretAddress(vault, "brought"), replaces: null);

        var identity = Office.FindIdentity("seal")!;
        Assert.Equal(("brought", named), (identity.Secret, identity.Vault));
        Assert.Single(await _vault.ListAsync(vault, default));
    }

    [Theory]
    [InlineData(null, new[] { "token", "brought" })]
    [InlineData(0, new[] { "brought" })]
    public async Task A_client_gets_an_entry_more_or_another_in_its_place(int? replaces, string[] secrets)
    {
        var known = Office.Profiles.Read(Client)!.Profile!.Access;

        await StoreAsync(OfClient, new SecretAddress("Second", "brought"), replaces is { } at ? known[at] : null);

        var access = Office.Profiles.Read(Client)!.Profile!.Access;
        Assert.Equal(secrets, access.Select(entry => entry.Secret!));
        Assert.Equal(
            new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = "brought",
                Vault = "Second",
                Serial = TestMaterial.Ec.Details.SerialNumber,
                GeneratedOn = DateOnly.FromDateTime(TestMaterial.Now.AddHours(-1).UtcDateTime),
            },
            access[^1] with
            {
                Line = 0,
                Column = 0,
            }
        );
    }

    [Fact]
    public async Task An_entry_that_has_moved_since_a_person_was_asked_is_replaced_and_no_other()
    {
        var former = new AccessEntry { Kind = CredentialKind.Certificate, Secret = "former" };
        Patch(editor => editor.AddAccess(former));
        var known = Office.Profiles.Read(Client)!.Profile!.Access[1];
        Patch(editor => editor.RemoveAccess(0));
        Patch(editor => editor.AddAccess(new AccessEntry { Kind = CredentialKind.Token, Secret = "other" }));

        await StoreAsync(OfClient, new SecretAddress("KsefVault", "brought"), known);

        Assert.Equal(
            ["brought", "other"],
            Office.Profiles.Read(Client)!.Profile!.Access.Select(entry => entry.Secret!)
        );
    }

    [Fact]
    public void An_identity_that_is_called_by_a_client_s_number_is_not_taken_for_the_client()
    {
        var client = OfficeBench.NipNumber(3);
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = client.Value,
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                }
            )
        );
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = client,
                Name = "Test",
                Environment = "test",
            }
        );

        var planned = Keeper.Plan(
            CertificateHolder.OfIdentity(client.Value),
            TestMaterial.Details(Issuer),
            vaultName: null
        );

        Assert.True(SecretNames.IsOf(planned.Name, "production"));
    }

    [Fact]
    public async Task An_office_that_says_no_number_of_its_own_says_one_before_its_secrets_are_named_by_it()
    {
        var lines = await File.ReadAllLinesAsync(Office.SettingsPath, TestContext.Current.CancellationToken);
        _bench.WriteSettings(
            string.Join('\n', lines.Where(line => !line.StartsWith("id:", StringComparison.Ordinal))) + "\n"
        );
        Assert.Null(Office.Settings.Id);

        await StoreAsync(Seal, new SecretAddress("KsefVault", "brought"), replaces: null);

        Assert.NotNull(Office.Settings.Id);
    }

    private void Patch(Action<ProfileEditor> change) =>
        Office.Profiles.Patch(Office.Profiles.Read(Client)!.Profile!, change);

    private Task StoreAsync(CertificateHolder holder, SecretAddress address, AccessEntry? replaces) =>
        Keeper.StoreAsync(holder, TestMaterial.Ec, address, replaces, TestContext.Current.CancellationToken);
}

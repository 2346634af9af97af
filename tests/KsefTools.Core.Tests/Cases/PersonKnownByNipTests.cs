using KsefTools.Core.Audit;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Tests.Audit;
using KsefTools.Practice;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Cases;

/// <summary>
/// Case 08: a person whose certificate has a NIP (TINPL) instead of a PESEL. Which number names somebody says nothing
/// about whether it is a person or a company.
/// </summary>
public sealed class PersonKnownByNipTests : IAsyncLifetime
{
    private const string Folder = "08-person-known-by-nip";
    private const string PersonNip = "2222222222";

    // The case's certificate begins in November.
    private static readonly DateTimeOffset Day = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    private AuditHarness _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await AuditHarness.StartAsync();
        _office.Host.Clock.MoveTo(Day);
        _office.Policy = _office.Policy with { NeverPermissions = [] };
    }

    public async ValueTask DisposeAsync() => await _office.DisposeAsync();

    private static KeyMaterial Person() =>
        KeyMaterialReader.FromFiles(
            CaseFiles.PathOf(Folder, "id-person-nip.crt"),
            CaseFiles.PathOf(Folder, "id-person-nip.key"),
            password: null
        );

    [Fact]
    public async Task The_clients_own_certificate_of_a_person_with_another_NIP_has_the_rights_that_the_client_gave()
    {
        var client = await ClientAsync(identity: null);

        var result = Assert.Single(await _office.RunAsync(options: null, client));

        Assert.Equal(CredentialStatus.Healthy, result.Status);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions);
    }

    [Fact]
    public async Task An_identity_of_kind_person_may_be_known_by_NIP()
    {
        var client = await ClientAsync("jan");
        var office = _office.OfficeWith(
            new OfficeIdentity
            {
                Name = "jan",
                Kind = "person",
                Subject = PersonNip,
            }
        );

        var result = Assert.Single(
            await _office.RunAsync(new AuditOptions { Policy = _office.Policy, Office = office }, client)
        );

        Assert.Equal(CredentialStatus.Healthy, result.Status);
    }

    [Fact]
    public void A_certificate_of_a_person_may_be_kept_for_any_client()
    {
        using var folder = new TemporaryFolder();
        var office = OfficeFolder.Initialize(
            folder.PathOf("office"),
            new OfficeSetup
            {
                Nip = Core.Identifiers.Nip.Parse(AuditHarness.OfficeNip),
                Name = "Biuro",
                Environment = "test",
                Vault = "KsefVault",
            }
        );
        File.WriteAllText(
            Path.Combine(folder.PathOf("office"), "clients", "5265877635.yaml"),
            "nip: \"5265877635\"\nname: Klient\n"
        );
        using var person = Person();
        var keeper = new CertificateKeeper(office, _office.Vault, _office.Host.Clock);

        var address = keeper.Plan(
            CertificateHolder.OfClient(Core.Identifiers.Nip.Parse("5265877635")),
            person.Details,
            vaultName: null
        );

        Assert.Contains("5265877635", address.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2222222222")]
    [InlineData("44051401359")]
    public void A_person_is_named_by_PESEL_or_by_NIP(string subject) =>
        Assert.Null(OfficeIdentity.ProblemOf("person", subject));

    [Theory]
    [InlineData("2222222223")]
    [InlineData("44051401350")]
    [InlineData("222-222-22-22")]
    public void A_person_is_named_by_no_other_number(string subject) =>
        Assert.NotNull(OfficeIdentity.ProblemOf("person", subject));

    private async Task<KsefCredential> ClientAsync(string? identity)
    {
        using var person = Person();
        var client = _office.AddClient("InvoiceRead", "InvoiceWrite") with
        {
            Kind = CredentialKind.Certificate,
            SecretName = "ksef-certificate-jan",
            Identity = identity,
        };
        _office.Grant(
            client.Nip,
            SubjectIdentifier.Nip(PersonNip),
            Permission.InvoiceRead,
            Permission.InvoiceWrite
        );
        await _office.StoreAsync(client, person.ToVaultText().Reveal());
        return client;
    }
}

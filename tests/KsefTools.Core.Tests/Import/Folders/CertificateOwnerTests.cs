using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>Who a certificate belongs to: by subject, clients' files, the folder's name, or nobody can say.</summary>
public sealed class CertificateOwnerTests : IDisposable
{
    private const string Number = "92092116350";
    private static readonly Nip A = FolderBench.Client(1);
    private static readonly Nip B = FolderBench.Client(2);
    private static readonly CertificateIdentity Pesel = new(IdentityKind.Pesel, Number);

    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_company_s_seal_is_the_company_s_whatever_the_folder_is_called() =>
        Assert.Equal((A.Value, ImportCertainty.Sure, null), await OwnerAsync("Beta/x.pem", FolderBench.Seal(A)));

    [Fact]
    public async Task A_company_s_seal_in_another_client_s_folder_is_nobody_s() =>
        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.UnknownOwner)),
            await OwnerAsync($"{B} Beta/x.pem", FolderBench.Seal(A))
        );

    [Fact]
    public async Task A_person_s_certificate_with_a_client_s_NIP_is_that_client_s()
    {
        _bench.WriteClient(A);
        var person = TestMaterial.Person(new CertificateIdentity(IdentityKind.Nip, A.Value));

        Assert.Equal((A.Value, ImportCertainty.Sure, null), await OwnerAsync("x.pem", person));
    }

    [Fact]
    public async Task A_person_s_certificate_with_a_stranger_s_NIP_makes_no_client()
    {
        var person = TestMaterial.Person(new CertificateIdentity(IdentityKind.Nip, A.Value));

        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.UnknownOwner)),
            await OwnerAsync("x.pem", person)
        );
    }

    [Theory]
    [InlineData("{0}/jan.pem")]
    [InlineData("525-000-00-00 Klienci/{0} Alfa sp. z o.o/certyfikaty/jan.pem")]
    [InlineData("jan {0}.pem")]
    public async Task A_person_s_certificate_is_likely_the_client_s_whose_NIP_its_place_says(string name) =>
        Assert.Equal(
            (A.Value, ImportCertainty.Likely, null),
            await OwnerAsync(string.Format(null, name, A), TestMaterial.Person(Pesel))
        );

    [Fact]
    public async Task A_person_s_certificate_is_likely_the_client_s_whose_file_names_the_person()
    {
        _bench.WriteClient(A, $"signers: [\"{Number}\"]\n");

        Assert.Equal((A.Value, ImportCertainty.Likely, null), await OwnerAsync("jan.pem", TestMaterial.Person(Pesel)));
    }

    [Fact]
    public async Task A_person_who_signs_for_two_clients_is_neither_s_until_the_folder_says_which()
    {
        _bench.WriteClient(A, $"signers: [\"{Number}\"]\n");
        _bench.WriteClient(B, $"signers: [\"{Number}\"]\n");

        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.UnknownOwner)),
            await OwnerAsync("jan.pem", TestMaterial.Person(Pesel))
        );
        File.Delete(_bench.PathOf("jan.pem"));
        Assert.Equal(
            (B.Value, ImportCertainty.Likely, null),
            await OwnerAsync($"{B}/jan.pem", TestMaterial.Person(Pesel))
        );
    }

    [Fact]
    public async Task An_unknown_person_s_certificate_is_nobody_s_and_the_number_is_not_repeated()
    {
        using var person = _bench.WriteOpen("jan.pem", TestMaterial.Person(Pesel));

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal(nameof(ImportRefusal.UnknownOwner), result.Refusal);
        Assert.DoesNotContain(Number, $"{result}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_with_neither_number_needs_a_folder_that_says_whose_it_is()
    {
        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.UnknownOwner)),
            await OwnerAsync("x.pem", TestMaterial.Person(identity: null))
        );
        File.Delete(_bench.PathOf("x.pem"));
        Assert.Equal(
            (A.Value, ImportCertainty.Likely, null),
            await OwnerAsync($"{A}/x.pem", TestMaterial.Person(identity: null))
        );
    }

    [Fact]
    public async Task The_office_s_own_seal_is_no_client_s()
    {
        using var seal = FolderBench.Seal(_bench.Office.Settings.Nip);

        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.OfficesOwn)),
            await OwnerAsync($"{A}/x.pem", seal)
        );
    }

    [Fact]
    public async Task An_identity_of_the_office_is_no_client_s()
    {
        _bench.WriteIdentity("person", Number);

        Assert.Equal(
            (null, ImportCertainty.Refused, nameof(ImportRefusal.OfficesOwn)),
            await OwnerAsync($"{A}/x.pem", TestMaterial.Person(Pesel))
        );
    }

    [Fact]
    public async Task A_seal_whose_NIP_is_wrong_is_nobody_s_whatever_its_place_says()
    {
        using var seal = _bench.WriteOpen(
            $"{A}/x.pem",
            SelfSignedCertificates.Seal(
                "5260001247",
                "Firma",
                KeyAlgorithm.Ec,
                TestMaterial.Clock,
                TimeSpan.FromDays(365)
            )
        );
        Assert.Contains("wrong check digit", await ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_s_certificate_in_another_client_s_folder_is_nobody_s()
    {
        _bench.WriteClient(A);
        _bench
            .WriteOpen($"{B}/x.pem", TestMaterial.Person(new CertificateIdentity(IdentityKind.Nip, A.Value)))
            .Dispose();
        Assert.Contains($"the certificate is {A}'s", await ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_signs_for_one_client_is_not_another_s_by_the_folder()
    {
        _bench.WriteClient(A, $"signers: [\"{Number}\"]\n");
        _bench.WriteOpen($"{B}/jan.pem", TestMaterial.Person(Pesel)).Dispose();
        Assert.Contains($"the certificate is {A}'s", await ReasonAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_who_signs_for_a_client_signs_for_it_once_whatever_parts_it_has()
    {
        var part = Tests.Office.OfficeBench.PartOf(A.Value, 7);
        _bench.WriteClient(A, $"signers: [\"{Number}\"]\nparts:\n  - id: {part}\n    name: Y\n");

        Assert.Equal((A.Value, ImportCertainty.Likely, null), await OwnerAsync("jan.pem", TestMaterial.Person(Pesel)));
    }

    [Fact]
    public async Task Clients_that_a_person_does_not_sign_for_are_no_matter()
    {
        _bench.WriteClient(A, $"signers: [\"{Number}\", \"44051401359\"]\n");
        _bench.WriteClient(B);

        Assert.Equal((A.Value, ImportCertainty.Likely, null), await OwnerAsync("jan.pem", TestMaterial.Person(Pesel)));
    }

    [Fact]
    public async Task The_nearest_folder_says_whose_a_certificate_is() =>
        Assert.Equal(
            (A.Value, ImportCertainty.Likely, null),
            await OwnerAsync($"{B}/{A}/jan.pem", TestMaterial.Person(Pesel))
        );

    [Fact]
    public async Task The_folder_that_is_imported_says_it_too_where_none_in_it_does()
    {
        _bench.WriteOpen($"{A} Alfa/jan.pem", TestMaterial.Person(Pesel)).Dispose();
        _bench
            .WriteOpen($"{A} Alfa/{B}/ola.pem", TestMaterial.Person(new(IdentityKind.Pesel, "92092116352")))
            .Dispose();
        var plan = await CertificatePlan.MakeAsync(
            _bench.Office,
            _bench.Vault,
            _bench.Read(KeyPasswords.None, _bench.PathOf($"{A} Alfa")),
            new ImportOptions(),
            TestMaterial.Clock,
            CancellationToken.None
        );
        Assert.Equal([B.Value, A.Value], plan.Rows.Select(row => row.Row.Nip?.Value));
    }

    [Fact]
    public async Task Reasons_say_what_to_do_with_a_person_s_certificate()
    {
        _bench.WriteOpen("a.pem", TestMaterial.Person(Pesel)).Dispose();
        _bench.WriteOpen("b.pem", TestMaterial.Person(new CertificateIdentity(IdentityKind.Nip, B.Value))).Dispose();

        var reasons = (await _bench.ImportAsync()).Select(result => result.Reason!).ToList();

        Assert.Contains("nothing says for which client", reasons[0], StringComparison.Ordinal);
        Assert.Contains($"New-KsefProfile {B}", reasons[1], StringComparison.Ordinal);
    }

    private async Task<string> ReasonAsync()
    {
        var result = Assert.Single(await _bench.ImportAsync());
        Assert.Equal((null, nameof(ImportRefusal.UnknownOwner)), (result.Nip, result.Refusal));
        return result.Reason!;
    }

    private async Task<(string? Nip, ImportCertainty Certainty, string? Refusal)> OwnerAsync(
        string name,
        KeyMaterial material
    )
    {
        _bench.WriteOpen(name, material).Dispose();
        var result = Assert.Single(await _bench.ImportAsync());
        return (result.Nip, result.Certainty, result.Refusal);
    }
}

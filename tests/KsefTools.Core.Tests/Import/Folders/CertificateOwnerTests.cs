using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
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

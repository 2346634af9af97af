using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

public sealed class RefusedCertificatesTests : XadesTest
{
    [Theory]
    // A person without given name, and without serial number.
    [InlineData("2.5.4.3=Anna", "2.5.4.4=Żak", "2.5.4.5=PNOPL-44051401359", "2.5.4.6=PL")]
    [InlineData("2.5.4.3=Anna", "2.5.4.42=Anna", "2.5.4.4=Żak", "2.5.4.6=PL")]
    // A seal without organisation, without identifier, and with a person's name.
    [InlineData("2.5.4.3=Biuro", "2.5.4.97=VATPL-5265877635", "2.5.4.6=PL")]
    [InlineData("2.5.4.3=Biuro", "2.5.4.10=Biuro", "2.5.4.6=PL")]
    [InlineData("2.5.4.3=Biuro", "2.5.4.10=Biuro", "2.5.4.97=VATPL-5265877635", "2.5.4.4=Żak", "2.5.4.6=PL")]
    public async Task A_subject_that_is_neither_a_person_nor_a_seal_is_21115(params string[] subject)
    {
        using var certificate = TestCertificates.Create(null, [.. subject.Select(Split)]);

        Assert.Equal(21115, (await StartXadesAsync(new TestSignature(certificate))).Code);
    }

    [Fact]
    public async Task A_whole_subject_without_NIP_or_PESEL_is_21406()
    {
        // Seen in public: issue #169.
        using var person = TestCertificates.Person("PESEL-9876543210");

        Assert.Equal(21406, (await StartXadesAsync(new TestSignature(person))).Code);
    }

    [Fact]
    public async Task A_short_key_is_21115()
    {
        using var key = RSA.Create(1024);
        using var seal = TestCertificates.Seal(Client.Value, key);

        Assert.Equal(21115, (await StartXadesAsync(new TestSignature(seal))).Code);
    }

    [Fact]
    public async Task A_certificate_of_another_KSeF_is_21115()
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            TestCertificates.Name(
                ("2.5.4.3", "Biuro"),
                ("2.5.4.10", "Biuro"),
                ("2.5.4.97", $"VATPL-{Client.Value}"),
                ("2.5.4.6", "PL")
            ),
            key,
            HashAlgorithmName.SHA256
        );
        using var issued = request.Create(
            new X500DistinguishedName("CN=TEST CCK KSeF"),
            X509SignatureGenerator.CreateForECDsa(issuerKey),
            Start.AddDays(-1),
            Start.AddDays(1),
            [1, 2, 3, 4, 5, 6, 7, 8]
        );
        using var certificate = issued.CopyWithPrivateKey(key);

        Assert.Equal(21115, (await StartXadesAsync(new TestSignature(certificate))).Code);
    }

    [Fact]
    public async Task A_PEPPOL_context_is_for_its_provider_alone()
    {
        var context = new ContextIdentifier(ContextIdentifierType.PeppolId, "PPL123456");
        using var seal = TestCertificates.Seal(Client.Value);

        Assert.Equal(21117, (await StartXadesAsync(new TestSignature(seal), context)).Code);
    }

    [Theory]
    [InlineData(-20, -1)]
    [InlineData(1, 20)]
    public async Task Before_and_after_its_time_a_certificate_ends_at_460(int fromDays, int toDays)
    {
        using var seal = TestCertificates.Create(
            null,
            Start.AddDays(fromDays),
            Start.AddDays(toDays),
            ("2.5.4.3", "Biuro"),
            ("2.5.4.10", "Biuro"),
            ("2.5.4.97", $"VATPL-{Client.Value}"),
            ("2.5.4.6", "PL")
        );

        Assert.Equal((460, "Nieważny certyfikat"), Verdict(await XadesStatusAsync(seal)));
    }

    [Fact]
    public async Task A_self_signed_certificate_ends_at_460_where_the_caller_has_its_chain_verified()
    {
        using var seal = TestCertificates.Seal(Client.Value);

        var forced = await XadesStatusAsync(seal, query: "?verifyCertificateChain=true");
        var usual = await XadesStatusAsync(seal, query: "?verifyCertificateChain=false");

        Assert.Equal((460, "Niezaufany łańcuch certyfikatów"), Verdict(forced));
        Assert.Equal(200, Verdict(usual).Code);
    }

    [Fact]
    public async Task A_sandbox_like_production_refuses_self_signed_certificates_at_460()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        using var seal = TestCertificates.Seal(Client.Value);

        Assert.Equal((460, "Niezaufany łańcuch certyfikatów"), Verdict(await XadesStatusAsync(seal)));
    }

    private static (string Oid, string Value) Split(string attribute)
    {
        var parts = attribute.Split('=');
        return (parts[0], parts[1]);
    }
}

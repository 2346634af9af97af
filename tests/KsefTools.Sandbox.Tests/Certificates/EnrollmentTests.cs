using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Certificates;

public sealed class EnrollmentTests : CertificateTest
{
    private const string Pesel = "44051401359";

    [Fact]
    public async Task The_data_of_a_request_are_those_of_the_seal_that_signed_in()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;

        var data = (await GetAsync("/certificates/enrollments/data", access)).Json;

        Assert.Equal("Biuro Żółw", data.GetProperty("commonName").GetString());
        Assert.Equal("PL", data.GetProperty("countryName").GetString());
        Assert.Equal("Biuro Żółw sp. z o.o., Łódź", data.GetProperty("organizationName").GetString());
        Assert.Equal("VATPL-5265877635", data.GetProperty("organizationIdentifier").GetString());
        Assert.False(data.TryGetProperty("serialNumber", out _));
    }

    [Theory]
    [InlineData("PNOPL-" + Pesel, "PNOPL-" + Pesel)]
    [InlineData("PESEL:" + Pesel, "PNOPL-" + Pesel)]
    [InlineData("NIP-5265877635", "TINPL-5265877635")]
    public async Task A_persons_number_comes_back_in_the_spelling_of_the_standard(string written, string shown)
    {
        var access = await PersonAsync(written);

        var data = (await GetAsync("/certificates/enrollments/data", access)).Json;

        Assert.Equal(shown, data.GetProperty("serialNumber").GetString());
        Assert.Equal("Anna", data.GetProperty("givenName").GetString());
    }

    [Theory]
    [InlineData("Authentication", X509KeyUsageFlags.DigitalSignature)]
    [InlineData("Offline", X509KeyUsageFlags.NonRepudiation)]
    public async Task A_certificate_is_issued_for_the_key_and_the_subject(string type, X509KeyUsageFlags usage)
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var serial = await IssueAsync(access, EnrollmentRequests.For(SharedSeal.SubjectName, key), type);
        using var certificate = await RetrieveAsync(access, serial);

        Assert.Equal(key.ExportSubjectPublicKeyInfo(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Equal(SharedSeal.SubjectName.RawData, certificate.SubjectName.RawData);
        Assert.Equal(serial, certificate.SerialNumber);
        Assert.Equal(usage, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.Contains("CN=Sandbox CCK KSeF", certificate.Issuer, StringComparison.Ordinal);
        Assert.Equal(Start.AddYears(2).UtcDateTime, certificate.NotAfter.ToUniversalTime());
    }

    [Fact]
    public async Task An_application_may_be_under_way_for_a_number_of_polls()
    {
        Host.Main.Settings.EnrollmentDelay = TimeSpan.Zero;
        Host.Main.Settings.EnrollmentPolls = 2;
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var path = await ApplyAsync(access);

        var first = (await GetAsync(path, access)).Json;
        var second = (await GetAsync(path, access)).Json;
        var third = (await GetAsync(path, access)).Json;

        Assert.Equal([100, 100, 200], new[] { first, second, third }.Select(Code));
        Assert.False(second.TryGetProperty("certificateSerialNumber", out _));
        Assert.True(third.TryGetProperty("certificateSerialNumber", out _));
    }

    [Fact]
    public async Task The_status_is_kept_for_30_days_and_then_gone()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var path = await ApplyAsync(access);

        Host.Clock.Advance(TimeSpan.FromDays(30));
        var kept = await GetAsync(path, (await XadesSignInAsync(SharedSeal)).Access);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var gone = await GetAsync(path, (await XadesSignInAsync(SharedSeal)).Access);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Gone), (kept.Status, gone.Status));
    }

    [Fact]
    public async Task Nobody_sees_the_application_of_another()
    {
        var path = await ApplyAsync((await XadesSignInAsync(SharedSeal)).Access);
        using var other = TestCertificates.Seal("5555555555");
        var access = (await XadesSignInAsync(other, ContextIdentifier.Nip("5555555555"))).Access;

        Assert.Equal(25005, (await GetAsync(path, access)).Code);
    }

    [Fact]
    public async Task A_token_session_has_no_data_and_makes_no_application()
    {
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        var data = await GetAsync("/certificates/enrollments/data", access);
        var application = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal));
        var limits = (await GetAsync("/certificates/limits", access)).Json;

        Assert.Equal((25001, 25002), (data.Code, application.Code));
        Assert.False(limits.GetProperty("canRequest").GetBoolean());
    }

    [Fact]
    public async Task A_KSeF_certificate_is_a_source_unless_a_setting_forbids_it()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serial = await IssueAsync(access, EnrollmentRequests.For(SharedSeal.SubjectName, key));
        using var own = (await RetrieveAsync(access, serial)).CopyWithPrivateKey(key);
        var renewing = (await XadesSignInAsync(own)).Access;

        var allowed = await EnrollAsync(renewing, EnrollmentRequests.For(own));
        Host.Main.Settings.EnrollmentByKsefCertificate = false;
        var forbidden = await EnrollAsync(renewing, EnrollmentRequests.For(own));
        var data = await GetAsync("/certificates/enrollments/data", renewing);

        Assert.Equal((HttpStatusCode.Accepted, 25002, 25001), (allowed.Status, forbidden.Code, data.Code));
    }

    [Fact]
    public async Task The_order_of_the_attributes_is_free()
    {
        var access = await PersonAsync("PNOPL-" + Pesel);
        var name = TestCertificates.Name(
            ("2.5.4.6", "PL"),
            ("2.5.4.5", "PNOPL-" + Pesel),
            ("2.5.4.4", "Żak"),
            ("2.5.4.42", "Anna"),
            ("2.5.4.3", "Anna Żak")
        );
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Assert.Equal(HttpStatusCode.Accepted, (await EnrollAsync(access, EnrollmentRequests.For(name, key))).Status);
    }

    [Theory]
    [InlineData("2.5.4.3=Biuro Żółw", "2.5.4.10=Biuro Żółw sp. z o.o., Łódź", "2.5.4.97=VATPL-5265877635")]
    [InlineData(
        "2.5.4.3=Biuro Zolw",
        "2.5.4.10=Biuro Żółw sp. z o.o., Łódź",
        "2.5.4.97=VATPL-5265877635",
        "2.5.4.6=PL"
    )]
    [InlineData(
        "2.5.4.3=Biuro Żółw",
        "2.5.4.10=Biuro Żółw sp. z o.o., Łódź",
        "2.5.4.97=VATPL-5265877635",
        "2.5.4.6=PL",
        "2.5.4.11=Kadry"
    )]
    public async Task A_subject_that_differs_by_anything_is_25003(params string[] subject)
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = TestCertificates.Name([.. subject.Select(a => (a[..a.IndexOf('=')], a[(a.IndexOf('=') + 1)..]))]);

        Assert.Equal(25003, (await EnrollAsync(access, EnrollmentRequests.For(name, key))).Code);
    }

    [Fact]
    public async Task What_is_no_request_and_what_its_key_did_not_sign_is_25004()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var tampered = EnrollmentRequests.For(SharedSeal);
        tampered[^1] ^= 1;

        var nonsense = await EnrollAsync(access, [1, 2, 3]);
        var unsigned = await EnrollAsync(access, tampered);

        Assert.Equal((25004, 25004), (nonsense.Code, unsigned.Code));
    }

    [Fact]
    public async Task Polish_letters_in_another_string_than_UTF8String_are_25004()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = new X500DistinguishedNameBuilder();
        builder.Add("2.5.4.3", "Biuro Żółw", UniversalTagNumber.BMPString);
        builder.Add("2.5.4.10", "Biuro Żółw sp. z o.o., Łódź", UniversalTagNumber.UTF8String);
        builder.Add("2.5.4.97", "VATPL-5265877635", UniversalTagNumber.UTF8String);
        builder.Add("2.5.4.6", "PL", UniversalTagNumber.PrintableString);

        Assert.Equal(25004, (await EnrollAsync(access, EnrollmentRequests.For(builder.Build(), key))).Code);
    }

    [Fact]
    public async Task Other_keys_than_P_256_and_RSA_2048_are_25010()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(3072);

        var wrongCurve = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal.SubjectName, curve));
        var wrongLength = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal.SubjectName, rsa));

        Assert.Equal((25010, 25010), (wrongCurve.Code, wrongLength.Code));
    }

    [Theory]
    [InlineData("SHA256", false)]
    [InlineData("SHA384", false)]
    [InlineData("SHA512", false)]
    [InlineData("SHA256", true)]
    public async Task RSA_2048_serves_with_every_documented_hash_and_with_PSS(string hash, bool pss)
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var rsa = TestCertificates.RsaKey();
        var csr = EnrollmentRequests.For(
            SharedSeal.SubjectName,
            rsa,
            new HashAlgorithmName(hash),
            pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1
        );

        Assert.Equal(HttpStatusCode.Accepted, (await EnrollAsync(access, csr)).Status);
    }

    [Fact]
    public async Task An_algorithm_that_is_not_listed_is_25011()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var rsa = TestCertificates.RsaKey();
        var csr = EnrollmentRequests.For(SharedSeal.SubjectName, rsa);
        // SHA-256 with RSA becomes SHA-224 with RSA, whose identifier differs by its last byte.
        byte[] sha256WithRsa = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
        csr[csr.AsSpan().LastIndexOf(sha256WithRsa) + sha256WithRsa.Length - 1] = 0x0E;

        Assert.Equal(25011, (await EnrollAsync(access, csr)).Code);
    }

    [Theory]
    [InlineData("Cert", "Authentication", 0)]
    [InlineData("Certyfikat: biuro", "Authentication", 0)]
    [InlineData("Certyfikat biura", "Login", 0)]
    [InlineData("Certyfikat biura", "Authentication", 91)]
    public async Task Names_types_and_beginnings_are_validated(string name, string type, int beginsInDays)
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;

        var answer = await EnrollAsync(
            access,
            EnrollmentRequests.For(SharedSeal),
            type,
            Start.AddDays(beginsInDays),
            name
        );

        Assert.Equal(21405, answer.Code);
    }

    [Fact]
    public async Task A_certificate_may_begin_later_and_does_not_sign_in_before()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = EnrollmentRequests.For(SharedSeal.SubjectName, key);
        var serial = await IssueAsync(access, csr, validFrom: Start.AddDays(30));
        using var own = (await RetrieveAsync(access, serial)).CopyWithPrivateKey(key);

        var early = Verdict(await XadesStatusAsync(own));
        Host.Clock.Advance(TimeSpan.FromDays(30));
        var then = Verdict(await XadesStatusAsync(own));

        Assert.Equal(((460, "Nieważny certyfikat"), 200), (early, then.Code));
    }

    [Fact]
    public async Task A_key_that_another_subject_has_certified_is_refused_in_the_end()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await IssueAsync(
            (await XadesSignInAsync(SharedSeal)).Access,
            EnrollmentRequests.For(SharedSeal.SubjectName, key)
        );
        using var other = TestCertificates.Seal("5555555555");
        var access = (await XadesSignInAsync(other, ContextIdentifier.Nip("5555555555"))).Access;

        var settled = await SettledAsync(
            access,
            await EnrollAsync(access, EnrollmentRequests.For(other.SubjectName, key))
        );

        Assert.Equal(
            (400, "Klucz publiczny został już certyfikowany przez inny podmiot."),
            (Code(settled), settled.GetProperty("status").GetProperty("details")[0].GetString())
        );
    }

    private async Task<string> ApplyAsync(string access)
    {
        var applied = (await EnrollAsync(access, EnrollmentRequests.For(SharedSeal))).Json;
        return $"/certificates/enrollments/{applied.GetProperty("referenceNumber").GetString()}";
    }

    private async Task<string> PersonAsync(string serialNumber)
    {
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Anna Żak"));
        using var person = TestCertificates.Person(serialNumber);
        return (await XadesSignInAsync(person)).Access;
    }

    private static int Code(JsonElement status) => status.GetProperty("status").GetProperty("code").GetInt32();
}

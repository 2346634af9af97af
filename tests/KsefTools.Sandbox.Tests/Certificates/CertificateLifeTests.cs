using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Certificates;

public sealed class CertificateLifeTests : CertificateTest
{
    private const string Pesel = "44051401359";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_signs_in_and_remembers_when(bool rsa)
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var own = await OwnAsync(access, key: rsa ? TestCertificates.RsaKey() : null);

        var status = await XadesStatusAsync(own);

        Assert.Equal(200, Verdict(status).Code);
        Assert.Equal("InternalCertificate", status.GetProperty("authenticationMethod").GetString());
        var listed = (await QueryAsync(access)).Single();
        Assert.Equal(Host.Clock.GetUtcNow(), listed.GetProperty("lastUseDate").GetDateTimeOffset());
    }

    [Fact]
    public async Task An_offline_certificate_signs_nobody_in()
    {
        using var own = await OwnAsync((await XadesSignInAsync(SharedSeal)).Access, "Offline");

        Assert.Equal((460, "Niepoprawny certyfikat"), Verdict(await XadesStatusAsync(own)));
    }

    [Fact]
    public async Task A_revoked_certificate_signs_nobody_in_but_its_sessions_live_on()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var own = await OwnAsync(access);
        var session = await XadesSignInAsync(own);

        var revoked = await PostAsync(
            $"/certificates/{own.SerialNumber}/revoke",
            access,
            new { revocationReason = "KeyCompromise" }
        );

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal((460, "Certyfikat odwołany"), Verdict(await XadesStatusAsync(own)));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/auth/token/refresh", session.Refresh)).Status);
        Assert.Equal("Revoked", await StatusOfAsync(access, own.SerialNumber));
    }

    [Fact]
    public async Task Test_data_end_a_certificate_early_and_never_later()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var own = await OwnAsync(access);
        var path = $"/testdata/certificates/{own.SerialNumber}";

        var earlier = await SendAsync(HttpMethod.Put, path, access, new { validTo = Start.AddSeconds(-1) });
        var later = await SendAsync(HttpMethod.Put, path, access, new { validTo = Start.AddDays(1) });

        Assert.Equal((HttpStatusCode.OK, 21405), (earlier.Status, later.Code));
        Assert.Equal("Expired", await StatusOfAsync(access, own.SerialNumber));
        Assert.Equal((460, "Nieważny certyfikat"), Verdict(await XadesStatusAsync(own)));
    }

    [Fact]
    public async Task A_revoked_certificate_may_be_Blocked_on_its_way_and_signs_nobody_in_then()
    {
        Host.Main.Settings.CertificateReadsToRevoke = 1;
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        using var own = await OwnAsync(access);

        await PostAsync($"/certificates/{own.SerialNumber}/revoke", access, new { });
        var signIn = Verdict(await XadesStatusAsync(own));
        var first = await StatusOfAsync(access, own.SerialNumber);
        var second = await StatusOfAsync(access, own.SerialNumber);

        Assert.Equal(((460, "Certyfikat zawieszony"), "Blocked", "Revoked"), (signIn, first, second));
    }

    [Fact]
    public async Task Only_an_active_certificate_is_revoked_and_only_a_known_one()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var path = $"/certificates/{await IssueAsync(access, SharedSeal)}/revoke";
        await PostAsync(path, access, new { });

        var again = await PostAsync(path, access, new { });
        var unknown = await PostAsync("/certificates/0123456789ABCDEF/revoke", access, new { });
        var nonsense = await PostAsync("/certificates/xyz/revoke", access, new { });
        var reason = await PostAsync(path, access, new { revocationReason = "Bored" });

        Assert.Equal((25009, 25008, 21405, 21405), (again.Code, unknown.Code, nonsense.Code, reason.Code));
    }

    [Fact]
    public async Task Nobody_revokes_ends_or_sees_the_certificate_of_another()
    {
        var serial = await IssueAsync((await XadesSignInAsync(SharedSeal)).Access, SharedSeal);
        using var other = TestCertificates.Seal("5555555555");
        var access = (await XadesSignInAsync(other, ContextIdentifier.Nip("5555555555"))).Access;

        var revoked = await PostAsync($"/certificates/{serial}/revoke", access, new { });
        var ended = await SendAsync(
            HttpMethod.Put,
            $"/testdata/certificates/{serial}",
            access,
            new { validTo = Start }
        );
        var retrieved = await PostAsync(
            "/certificates/retrieve",
            access,
            new { certificateSerialNumbers = new[] { serial } }
        );

        Assert.Equal((25008, 25008), (revoked.Code, ended.Code));
        Assert.Equal(0, retrieved.Json.GetProperty("certificates").GetArrayLength());
        Assert.Empty(await QueryAsync(access));
    }

    [Fact]
    public async Task The_linked_PESEL_revokes_the_certificate_of_its_NIP()
    {
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Anna Żak"));
        var serial = await IssueAsync((await XadesSignInAsync(SharedSeal)).Access, SharedSeal);
        using var person = TestCertificates.Person("PNOPL-" + Pesel);
        var access = (await XadesSignInAsync(person)).Access;

        var answer = await PostAsync($"/certificates/{serial}/revoke", access, new { });

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
    }

    [Fact]
    public async Task A_token_session_revokes_no_certificate()
    {
        var serial = await IssueAsync((await XadesSignInAsync(SharedSeal)).Access, SharedSeal);
        var access = (await SignInAsync(AddToken(Permission.CredentialsManage))).Access;

        var answer = await PostAsync($"/certificates/{serial}/revoke", access, new { });

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("auth-method-not-allowed", answer.Json.GetProperty("reasonCode").GetString());
    }

    [Fact]
    public async Task The_same_certificates_are_listed_in_every_context()
    {
        var serial = await IssueAsync((await XadesSignInAsync(SharedSeal)).Access, SharedSeal);
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Context = ContextIdentifier.Nip("5555555555"),
                Authorized = SubjectIdentifier.Nip(Client.Value),
                Permission = Permission.InvoiceRead,
                StartDate = Start,
            }
        );

        var elsewhere = (await XadesSignInAsync(SharedSeal, ContextIdentifier.Nip("5555555555"))).Access;

        Assert.Equal(serial, SerialOf((await QueryAsync(elsewhere)).Single()));
    }

    [Fact]
    public async Task A_fingerprints_certificate_stays_with_that_fingerprint()
    {
        using var anonymous = TestCertificates.Create(null, ("2.5.4.3", "EU company"), ("2.5.4.6", "DE"));
        var subject = new SubjectIdentifier(
            SubjectIdentifierType.Fingerprint,
            anonymous.GetCertHashString(HashAlgorithmName.SHA256)
        );
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Context = Client,
                Authorized = subject,
                Permission = Permission.InvoiceRead,
                StartDate = Start,
            }
        );
        var access = (await XadesSignInAsync(anonymous, byFingerprint: true)).Access;
        using var own = await OwnAsync(access, source: anonymous);

        Assert.Equal(200, Verdict(await XadesStatusAsync(own, byFingerprint: true)).Code);
    }

    [Fact]
    public async Task Lists_are_filtered_and_newest_first()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var first = await IssueAsync(access, SharedSeal, name: "Stary certyfikat");
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await IssueAsync(access, SharedSeal, "Offline", name: "Nowy certyfikat");
        await PostAsync($"/certificates/{first}/revoke", access, new { });

        Assert.Equal([second, first], await SerialsAsync(access, new { }));
        Assert.Equal([second], await SerialsAsync(access, new { type = "Offline" }));
        Assert.Equal([first], await SerialsAsync(access, new { status = "Revoked" }));
        Assert.Equal([first], await SerialsAsync(access, new { name = "stary" }));
        Assert.Equal([first], await SerialsAsync(access, new { certificateSerialNumber = first }));
        Assert.Equal([second, first], await SerialsAsync(access, new { expiresAfter = Start.AddYears(1) }));
        Assert.Empty(await SerialsAsync(access, new { expiresAfter = Start.AddYears(3) }));
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        for (var i = 0; i < 11; i++)
            await IssueAsync(access, SharedSeal);

        var page = (await PostAsync("/certificates/query?pageSize=10", access, new { })).Json;
        var rest = (await PostAsync("/certificates/query?pageSize=10&pageOffset=1", access, new { })).Json;

        Assert.True(page.GetProperty("hasMore").GetBoolean());
        Assert.False(rest.GetProperty("hasMore").GetBoolean());
        Assert.Equal(
            (10, 1),
            (page.GetProperty("certificates").GetArrayLength(), rest.GetProperty("certificates").GetArrayLength())
        );
        Assert.Equal(21405, (await PostAsync("/certificates/query?pageSize=51", access, new { })).Code);
    }

    [Fact]
    public async Task One_to_ten_certificates_are_retrieved_at_once()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;

        var none = await PostAsync("/certificates/retrieve", access, Serials(0));
        var ten = await PostAsync("/certificates/retrieve", access, Serials(10));
        var eleven = await PostAsync("/certificates/retrieve", access, Serials(11));

        Assert.Equal((21405, HttpStatusCode.OK, 21405), (none.Code, ten.Status, eleven.Code));
    }

    [Fact]
    public async Task A_certificate_of_one_environment_is_21115_in_the_other()
    {
        using var own = await OwnAsync((await XadesSignInAsync(SharedSeal)).Access);
        var challenge = (await SendAsync(HttpMethod.Post, "/auth/challenge", test: true)).Json;
        var xml = new TestSignature(own).Sign(Request(challenge.GetProperty("challenge").GetString()!));
        using var content = new StringContent(xml, new MediaTypeHeaderValue("application/xml", "utf-8"));

        using var response = await Http.PostAsync(Url("/auth/xades-signature", test: true), content);

        Assert.Equal(21115, (await Answer.ReadAsync(response)).Code);
    }

    /// <summary>A KSeF certificate with its key.</summary>
    private async Task<X509Certificate2> OwnAsync(
        string access,
        string type = "Authentication",
        AsymmetricAlgorithm? key = null,
        X509Certificate2? source = null
    )
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = EnrollmentRequests.For((source ?? SharedSeal).SubjectName, key);
        using var certificate = await RetrieveAsync(access, await IssueAsync(access, csr, type));
        return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
    }

    private async Task<string[]> SerialsAsync(string access, object filter) =>
        [.. (await QueryAsync(access, filter)).Select(SerialOf)];

    private static string SerialOf(System.Text.Json.JsonElement certificate) =>
        certificate.GetProperty("certificateSerialNumber").GetString()!;

    private static object Serials(int count) =>
        new { certificateSerialNumbers = Enumerable.Range(0, count).Select(i => $"0123456789ABCDE{i:X1}").ToArray() };
}

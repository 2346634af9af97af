using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Xades;

/// <summary>
/// Certificates of the issuer that every environment trusts, in a sandbox that is as strict as production.
/// </summary>
public sealed class QualifiedCertificatesTests : CertificateTest
{
    private const string Pesel = "44051401359";
    private static readonly object Office = new { type = "Nip", value = Client.Value };

    [Fact]
    public async Task A_qualified_seal_signs_in_where_self_signed_ones_do_not()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });

        var status = await XadesStatusAsync(seal);

        Assert.Equal(200, Verdict(status).Code);
        Assert.Equal("QualifiedSeal", status.GetProperty("authenticationMethod").GetString());
    }

    [Fact]
    public async Task A_qualified_seal_passes_where_the_caller_has_its_chain_verified()
    {
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });

        Assert.Equal(200, Verdict(await XadesStatusAsync(seal, query: "?verifyCertificateChain=true")).Code);
    }

    [Fact]
    public async Task A_person_signs_in_with_a_qualified_signature_made_by_an_RSA_key()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Jan Kowalski"));
        using var own = await PlantCertificateAsync(
            new
            {
                subject = new { type = "Pesel", value = Pesel },
                issuer = "Qualified",
                rsa = true,
            }
        );

        var status = await XadesStatusAsync(own);

        Assert.Equal(200, Verdict(status).Code);
        Assert.Equal("QualifiedSignature", status.GetProperty("authenticationMethod").GetString());
    }

    [Fact]
    public async Task A_first_enrolment_goes_as_in_production_and_its_certificate_signs_in()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        Host.Main.Settings.EnrollmentByKsefCertificate = false;
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });
        var access = (await XadesSignInAsync(seal)).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var serial = await IssueAsync(access, EnrollmentRequests.For(seal.SubjectName, key));
        using var own = (await RetrieveAsync(access, serial)).CopyWithPrivateKey(key);
        var status = await XadesStatusAsync(own);

        Assert.Equal(200, Verdict(status).Code);
        Assert.Equal("InternalCertificate", status.GetProperty("authenticationMethod").GetString());
    }

    [Theory]
    [InlineData("Revoked", "Certyfikat odwołany")]
    [InlineData("Blocked", "Certyfikat zawieszony")]
    [InlineData("Expired", "Nieważny certyfikat")]
    public async Task A_qualified_certificate_in_another_state_ends_at_460(string status, string detail)
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        using var seal = await PlantCertificateAsync(
            new
            {
                subject = Office,
                issuer = "Qualified",
                status,
            }
        );

        Assert.Equal((460, detail), Verdict(await XadesStatusAsync(seal)));
    }

    [Fact]
    public async Task A_qualified_certificate_is_revoked_while_the_sandbox_runs()
    {
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });
        await Http.ControlAsync(
            Host,
            HttpMethod.Patch,
            $"/certificates/{seal.SerialNumber}",
            new { status = "Revoked" }
        );

        var verified = Verdict(await XadesStatusAsync(seal, query: "?verifyCertificateChain=true")).Code;
        var unverified = Verdict(await XadesStatusAsync(seal)).Code;

        Assert.Equal((460, 200), (verified, unverified));
    }

    [Fact]
    public async Task Both_environments_trust_the_issuer_and_neither_lists_its_certificates()
    {
        Host.Test.Settings.SelfSignedCertificates = false;
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });
        var challenge = (await SendAsync(HttpMethod.Post, "/auth/challenge", test: true)).Json;
        var xml = new TestSignature(seal).Sign(Request(challenge.GetProperty("challenge").GetString()!));
        using var content = new StringContent(xml, new System.Net.Http.Headers.MediaTypeHeaderValue("application/xml"));
        using var response = await Http.PostAsync(Url("/auth/xades-signature", test: true), content);
        var started = (await Answer.ReadAsync(response)).Json;

        var redeemed = await SendAsync(
            HttpMethod.Post,
            "/auth/token/redeem",
            started.GetProperty("authenticationToken").GetProperty("token").GetString(),
            test: true
        );

        Assert.Equal(HttpStatusCode.OK, redeemed.Status);
        Assert.Empty(await QueryAsync((await XadesSignInAsync(seal)).Access));
    }

    [Fact]
    public async Task One_that_only_bears_the_issuers_name_is_not_trusted()
    {
        Host.Main.Settings.SelfSignedCertificates = false;
        using var real = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(real.SubjectName, key, HashAlgorithmName.SHA256);
        using var forged = request.Create(
            real.IssuerName,
            X509SignatureGenerator.CreateForECDsa(issuerKey),
            Start.AddDays(-1),
            Start.AddDays(1),
            Convert.FromHexString(real.SerialNumber)
        );
        using var certificate = forged.CopyWithPrivateKey(key);

        Assert.Equal((460, "Niezaufany łańcuch certyfikatów"), Verdict(await XadesStatusAsync(certificate)));
    }

    [Fact]
    public async Task The_issuer_vouches_for_what_it_issued()
    {
        using var seal = await PlantCertificateAsync(new { subject = Office, issuer = "Qualified" });
        var pem = (await Http.ControlAsync(Host, HttpMethod.Get, "/authority")).Json.GetProperty("qualified");
        using var authority = X509Certificate2.CreateFromPem(pem.GetString());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Start.UtcDateTime;

        Assert.True(chain.Build(seal), string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation)));
    }

    [Fact]
    public async Task An_offline_or_a_self_signed_qualified_certificate_makes_no_sense()
    {
        var offline = await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/certificates",
            new
            {
                subject = Office,
                issuer = "Qualified",
                type = "Offline",
            }
        );
        var selfSigned = await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/certificates",
            new
            {
                subject = Office,
                issuer = "Qualified",
                selfSigned = true,
            }
        );

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (offline.Status, selfSigned.Status));
    }
}

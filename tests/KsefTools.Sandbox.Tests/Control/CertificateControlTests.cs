using System.Net;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Control;

public sealed class CertificateControlTests : CertificateTest
{
    private const string Pesel = "44051401359";

    [Theory]
    [InlineData("Active", 200, null)]
    [InlineData("Revoked", 460, "Certyfikat odwołany")]
    [InlineData("Blocked", 460, "Certyfikat zawieszony")]
    [InlineData("Expired", 460, "Nieważny certyfikat")]
    public async Task A_certificate_is_planted_in_any_state(string status, int code, string? detail)
    {
        using var own = await PlantCertificateAsync(new { subject = Nip(Client.Value), status });

        Assert.Equal((code, detail), Verdict(await XadesStatusAsync(own)));
    }

    [Fact]
    public async Task It_is_listed_under_its_name_and_spends_no_application()
    {
        using var own = await PlantCertificateAsync(
            new
            {
                subject = Nip(Client.Value),
                name = "Blisko końca",
                validFrom = Start.AddYears(-2).AddDays(10),
                validTo = Start.AddDays(10),
            }
        );
        var access = (await XadesSignInAsync(SharedSeal)).Access;

        var listed = (await QueryAsync(access)).Single();
        var limits = (await GetAsync("/certificates/limits", access)).Json;

        Assert.Equal("Blisko końca", listed.GetProperty("name").GetString());
        Assert.Equal(Start.AddDays(10), listed.GetProperty("validTo").GetDateTimeOffset());
        Assert.Equal(300, limits.GetProperty("enrollment").GetProperty("remaining").GetInt32());
    }

    [Fact]
    public async Task An_offline_one_with_an_RSA_key_is_planted_too()
    {
        using var own = await PlantCertificateAsync(
            new
            {
                subject = Nip(Client.Value),
                type = "Offline",
                rsa = true,
            }
        );

        Assert.NotNull(own.GetRSAPrivateKey());
        Assert.Equal((460, "Niepoprawny certyfikat"), Verdict(await XadesStatusAsync(own)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_signs_in_with_a_planted_or_a_self_signed_one(bool selfSigned)
    {
        World.AddPerson(new PersonRecord(Client.Value, Pesel, "Jan Kowalski"));
        using var own = await PlantCertificateAsync(
            new
            {
                subject = new { type = "Pesel", value = Pesel },
                commonName = "Jan Maria Kowalski",
                selfSigned,
            }
        );

        var status = await XadesStatusAsync(own);

        Assert.Equal(200, Verdict(status).Code);
        Assert.Equal(
            selfSigned ? "QualifiedSignature" : "InternalCertificate",
            status.GetProperty("authenticationMethod").GetString()
        );
    }

    [Fact]
    public async Task A_certificate_changes_its_state_while_the_sandbox_runs()
    {
        using var own = await PlantCertificateAsync(new { subject = Nip(Client.Value) });
        var path = $"/certificates/{own.SerialNumber}";

        await Http.ControlAsync(Host, HttpMethod.Patch, path, new { status = "Revoked" });
        var revoked = Verdict(await XadesStatusAsync(own)).Code;
        await Http.ControlAsync(Host, HttpMethod.Patch, path, new { status = "Active" });
        var active = Verdict(await XadesStatusAsync(own)).Code;
        await Http.ControlAsync(Host, HttpMethod.Patch, path, new { validTo = Start.AddDays(-1) });
        var ended = Verdict(await XadesStatusAsync(own)).Code;
        var unknown = await Http.ControlAsync(Host, HttpMethod.Patch, "/certificates/0", new { status = "Revoked" });

        Assert.Equal((460, 200, 460, HttpStatusCode.NotFound), (revoked, active, ended, unknown.Status));
    }

    [Fact]
    public async Task The_authority_vouches_for_what_it_issued()
    {
        using var own = await PlantCertificateAsync(new { subject = Nip(Client.Value) });
        var pem = (await Http.ControlAsync(Host, HttpMethod.Get, "/authority")).Json.GetProperty("certificate");
        using var authority = X509Certificate2.CreateFromPem(pem.GetString());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Start.UtcDateTime;

        Assert.True(chain.Build(own), string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation)));
    }

    [Fact]
    public async Task A_plan_without_subject_or_with_an_end_before_its_begin_makes_no_sense()
    {
        var nobody = await Http.ControlAsync(Host, HttpMethod.Post, "/certificates", new { name = "Niczyj" });
        var backwards = await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/certificates",
            new { subject = Nip(Client.Value), validTo = Start.AddDays(-1) }
        );

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (nobody.Status, backwards.Status));
    }

    private static object Nip(string nip) => new { type = "Nip", value = nip };
}

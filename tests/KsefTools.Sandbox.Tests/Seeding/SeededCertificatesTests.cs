using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Seeding;

/// <summary>What the truth says of certificates is asked of the sandbox itself, by signing in with each.</summary>
public sealed class SeededCertificatesTests : CertificateTest
{
    private static readonly SeededOffice Office = OfficeSeed.Create(new SeedOptions { Clients = 60, Seed = 23 });

    [Fact]
    public async Task Each_certificate_signs_in_or_is_refused_as_the_truth_says()
    {
        Office.ApplyTo(Host);
        foreach (var seeded in Office.Certificates.Where(c => c.Truth.SignInCode is not null))
        {
            using var certificate = Open(seeded);
            var (code, _) = Verdict(await XadesStatusAsync(certificate, ContextOf(seeded.Truth)));
            Assert.Equal((seeded.Truth.Case, seeded.Truth.SignInCode), (seeded.Truth.Case, code));
        }
    }

    [Theory]
    [InlineData(CertificateCase.ClientExpired, "Nieważny certyfikat")]
    [InlineData(CertificateCase.ClientRevoked, "Certyfikat odwołany")]
    [InlineData(CertificateCase.ClientOffline, "Niepoprawny certyfikat")]
    public async Task A_refused_certificate_is_told_why(CertificateCase given, string detail)
    {
        Office.ApplyTo(Host);
        var seeded = Of(given);
        using var certificate = Open(seeded);

        Assert.Equal((460, detail), Verdict(await XadesStatusAsync(certificate, ContextOf(seeded.Truth))));
    }

    [Fact]
    public async Task KSeF_lists_of_each_holder_what_the_truth_says()
    {
        Office.ApplyTo(Host);
        foreach (var truth in Office.Truth.Certificates.Where(c => c.Nip is not null))
        {
            var context = ContextIdentifier.Nip(truth.Nip!);
            var access = await SignedAccessAsync(context, SubjectIdentifier.Nip(truth.Nip!));
            var listed = await QueryAsync(access);
            Assert.Equal(
                truth.KsefStatus is { } status
                    ? [(truth.SerialNumber, status.ToString(), truth.Type.ToString(), truth.ValidTo)]
                    : [],
                listed.Select(c =>
                    (
                        c.GetProperty("certificateSerialNumber").GetString()!,
                        c.GetProperty("status").GetString()!,
                        c.GetProperty("type").GetString()!,
                        c.GetProperty("validTo").GetDateTimeOffset()
                    )
                )
            );
        }
    }

    [Fact]
    public void A_key_that_does_not_match_is_another_certificates()
    {
        var pem = Of(CertificateCase.ClientKeyMismatch).Pem;

        Assert.ThrowsAny<Exception>(() => X509Certificate2.CreateFromPem(pem, pem));
    }

    [Fact]
    public async Task The_offices_seal_makes_a_first_enrolment_as_in_production()
    {
        Office.ApplyTo(Host);
        Host.Main.Settings.SelfSignedCertificates = false;
        using var seal = Open(Of(CertificateCase.OfficeSeal));
        var access = (await XadesSignInAsync(seal, ContextIdentifier.Nip(Office.Nip))).Access;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var serial = await IssueAsync(access, EnrollmentRequests.For(seal.SubjectName, key));

        Assert.Equal("Active", await StatusOfAsync(access, serial));
    }

    [Fact]
    public async Task What_is_self_made_is_untrusted_where_chains_are_verified()
    {
        Office.ApplyTo(Host);
        var seeded = Of(CertificateCase.ClientUnknown);
        using var certificate = Open(seeded);

        Assert.Equal(
            (460, "Niezaufany łańcuch certyfikatów"),
            Verdict(await XadesStatusAsync(certificate, ContextOf(seeded.Truth), query: "?verifyCertificateChain=true"))
        );
    }

    [Fact]
    public async Task A_world_from_a_file_knows_the_certificates_and_issues_by_the_same_keys()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"ksef-world-{Guid.NewGuid():N}");
        try
        {
            SeedFiles.Write(Office, folder);
            WorldFile.Read(Path.Combine(folder, SeedFiles.World)).ApplyTo(Host);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Host.Clock.MoveTo(Office.Now);
        using var seal = Open(Of(CertificateCase.OfficeSeal));
        using var own = Open(Of(CertificateCase.ClientValid));
        var verified = await XadesStatusAsync(
            seal,
            ContextIdentifier.Nip(Office.Nip),
            query: "?verifyCertificateChain=true"
        );
        var authorities = (await Http.ControlAsync(Host, HttpMethod.Get, "/authority")).Json;

        Assert.Equal(200, Verdict(verified).Code);
        Assert.True(IsVouchedFor(own, authorities.GetProperty("certificate").GetString()!));
        Assert.True(IsVouchedFor(seal, authorities.GetProperty("qualified").GetString()!));
    }

    [Fact]
    public async Task After_a_reset_the_same_office_comes_again_with_new_keys()
    {
        Office.ApplyTo(Host);
        Host.Main.Reset();
        Host.Test.Reset();
        var again = OfficeSeed.Create(new SeedOptions { Clients = 60, Seed = 23 });
        again.ApplyTo(Host);
        using var seal = Open(again.Certificates[0]);
        using var former = Open(Office.Certificates[0]);
        var context = ContextIdentifier.Nip(again.Nip);

        var now = await XadesStatusAsync(seal, context, query: "?verifyCertificateChain=true");
        var before = await XadesStatusAsync(former, context, query: "?verifyCertificateChain=true");

        Assert.Equal((200, 460), (Verdict(now).Code, Verdict(before).Code));
    }

    [Fact]
    public void A_certificates_own_words_never_say_its_key()
    {
        var seeded = Office.Certificates[0];
        Assert.DoesNotContain("PRIVATE", seeded.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", Office.Known.ToString(), StringComparison.Ordinal);
    }

    private static bool IsVouchedFor(X509Certificate2 certificate, string authority)
    {
        using var root = X509Certificate2.CreateFromPem(authority);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Office.Now.UtcDateTime;
        return chain.Build(certificate);
    }

    private static SeededCertificate Of(CertificateCase given) =>
        Office.Certificates.Single(c => c.Truth.Case == given);

    private static X509Certificate2 Open(SeededCertificate seeded) =>
        X509Certificate2.CreateFromPem(seeded.Pem, seeded.Pem);

    // The employee signs in where a client let the office pass its rights on.
    private static ContextIdentifier ContextOf(CertificateTruth truth) =>
        ContextIdentifier.Nip(
            truth.Nip
                ?? (
                    truth.Kind is "seal"
                        ? Office.Nip
                        : Office.Truth.Clients.First(c => c.Conversion is { EmployeePermissions.Count: > 0 }).Nip
                )
        );
}

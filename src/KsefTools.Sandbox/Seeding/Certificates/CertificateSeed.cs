using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Truth;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>
/// Makes the office's certificates and those of a few clients. Serial numbers and times are the seed's; keys and
/// signatures are random.
/// </summary>
internal sealed class CertificateSeed(SeedRandom random, DateTimeOffset now)
{
    private const int YearsOfLife = 2;
    private readonly CertificateAuthority ksef = new(SandboxEnvironment.MainAuthority);
    private readonly CertificateAuthority qualified = new(QualifiedIssuer.CommonName);
    private readonly List<SeededCertificate> made = [];
    private readonly List<IssuedCertificate> issued = [];

    /// <summary>All of them: two of the office, and one client for each case as far as the clients go.</summary>
    public (IReadOnlyList<SeededCertificate> Made, SeededCertificates Known) Make(
        (string Nip, string Name) office,
        SeededEmployee employee,
        IReadOnlyList<SeededClient> clients
    )
    {
        MakeQualified(CertificateCase.OfficeSeal, "seal", SubjectIdentifier.Nip(office.Nip), office.Name, daysOld: 200);
        var person = SubjectIdentifier.Pesel(employee.Pesel);
        MakeQualified(CertificateCase.EmployeeQualified, "employee", person, employee.Name, daysOld: 100);
        foreach (var (story, client) in ClientCertificateStory.All.Zip(clients))
            MakeOwn(story, client);
        return (
            made,
            new SeededCertificates
            {
                Ksef = ksef.Keep(),
                Qualified = qualified.Keep(),
                Issued = issued,
            }
        );
    }

    private void MakeQualified(
        CertificateCase given,
        string identity,
        SubjectIdentifier subject,
        string commonName,
        int daysOld
    )
    {
        var from = now.AddDays(-daysOld);
        var truth = new CertificateTruth
        {
            Holder = "identity",
            IdentityName = identity,
            Kind = subject.Type == SubjectIdentifierType.Pesel ? "person" : "seal",
            Subject = subject.Value,
            Case = given,
            Issuer = nameof(CertificateIssuer.Qualified),
            Type = KsefCertificateType.Authentication,
            SerialNumber = NextSerial(),
            ValidFrom = from,
            ValidTo = from.AddYears(YearsOfLife),
            SignInCode = 200,
            ExpectedFindings = [],
        };
        Issue(truth, subject, commonName, CertificateIssuer.Qualified);
    }

    private void MakeOwn(ClientCertificateStory story, SeededClient client)
    {
        var to = story.EndsInDays is { } days ? now.AddDays(days) : now.AddDays(-60).AddYears(YearsOfLife);
        var subject = SubjectIdentifier.Nip(client.Nip);
        var truth = new CertificateTruth
        {
            Holder = "client",
            Kind = "seal",
            Subject = client.Nip,
            Nip = client.Nip,
            Case = story.Case,
            Issuer = story.IsKnown ? nameof(CertificateIssuer.Ksef) : "Self",
            Type = story.Type,
            SerialNumber = NextSerial(),
            ValidFrom = to.AddYears(-YearsOfLife),
            ValidTo = to,
            KsefStatus = story.IsKnown ? story.Status : null,
            SignInCode = story.SignInCode,
            ExpectedFindings = story.Findings,
        };
        if (story.IsKnown)
            Issue(truth, subject, client.Name, CertificateIssuer.Ksef);
        else
            SignItself(truth, subject, client.Name);
    }

    private void Issue(CertificateTruth truth, SubjectIdentifier subject, string commonName, CertificateIssuer issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var isKsef = issuer == CertificateIssuer.Ksef;
        var der = (isKsef ? ksef : qualified).Issue(
            SubjectNames.Of(subject, commonName),
            new PublicKey(key),
            isKsef
                ? CertificateAuthority.UsageOf(truth.Type)
                : X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
            (truth.ValidFrom, truth.ValidTo),
            truth.SerialNumber
        );
        issued.Add(
            new IssuedCertificate
            {
                Issuer = issuer,
                SubjectIdentifier = new(subject.Type.ToString(), subject.Value),
                CommonName = commonName,
                Name = truth.Type == KsefCertificateType.Offline ? "Faktury offline" : "Logowanie do KSeF",
                Type = truth.Type,
                Status = truth.KsefStatus ?? CertificateStatus.Active,
                ValidFrom = truth.ValidFrom,
                ValidTo = truth.ValidTo,
                Certificate = der,
            }
        );
        Keep(truth, der, key);
    }

    private void SignItself(CertificateTruth truth, SubjectIdentifier subject, string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = SubjectNames.Of(subject, commonName);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var certificate = request.Create(
            name,
            X509SignatureGenerator.CreateForECDsa(key),
            truth.ValidFrom,
            truth.ValidTo,
            Convert.FromHexString(truth.SerialNumber)
        );
        Keep(truth, certificate.RawData, key);
    }

    private void Keep(CertificateTruth truth, byte[] der, ECDsa key)
    {
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var shown = truth.Case is CertificateCase.ClientKeyMismatch ? another : key;
        var pem = string.Join(
            '\n',
            PemEncoding.WriteString("CERTIFICATE", der),
            PemEncoding.WriteString("PRIVATE KEY", shown.ExportPkcs8PrivateKey()),
            ""
        );
        made.Add(new SeededCertificate(truth, pem));
    }

    // As the sandbox's own: the first byte is 1 to 3, so that X.509 writes all eight.
    private string NextSerial() => "0" + random.OneOf("1", "2", "3") + random.Hex(14);
}

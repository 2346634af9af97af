using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates.Planting;

/// <summary>
/// A certificate to be planted in an environment as if its holder had applied for it, in any state; or one of the
/// holder's own making, which the environment does not know. A planted one spends no application, and its time may be
/// any. Properties have setters because the generated reader of JSON forgets the defaults of those that have none.
/// </summary>
public sealed record CertificatePlan(SubjectIdentifier Subject)
{
    private const int YearsOfLife = 2;

    /// <summary>Of the subject; for a person, given name and surname.</summary>
    public string CommonName { get; set; } = "Jan Kowalski";

    /// <summary>The certificate's own name in lists.</summary>
    public string Name { get; set; } = "Certyfikat testowy";

    public KsefCertificateType Type { get; set; } = KsefCertificateType.Authentication;

    /// <summary>
    /// Qualified: of the issuer that every environment trusts, for signing in; KSeF does not list it.
    /// </summary>
    public CertificateIssuer Issuer { get; set; } = CertificateIssuer.Ksef;

    /// <summary>Expired ends its time a second ago, whatever the plan says of it.</summary>
    public CertificateStatus Status { get; set; } = CertificateStatus.Active;

    /// <summary>Null: now.</summary>
    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Null: two years after its begin.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    /// <summary>RSA 2048 instead of P-256.</summary>
    public bool Rsa { get; set; }

    /// <summary>A NIP is a person's own, not a company's.</summary>
    public bool Person { get; set; }

    /// <summary>Signed by its holder, as TEST lets anyone sign in.</summary>
    public bool SelfSigned { get; set; }

    /// <summary>Makes the certificate and, unless it is self-signed, has its issuer know it.</summary>
    public PlantedCertificate Plant(SandboxEnvironment environment)
    {
        using AsymmetricAlgorithm key = Rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (serial, der) = SelfSigned ? SignItself(key, environment) : Issue(key, environment);
        return new PlantedCertificate(
            serial,
            PemEncoding.WriteString("CERTIFICATE", der),
            PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8PrivateKey())
        );
    }

    private (string Serial, byte[] Der) SignItself(AsymmetricAlgorithm key, SandboxEnvironment environment)
    {
        var (from, to) = Validity(environment);
        using var certificate = RequestFor(key).CreateSelfSigned(from, to);
        return (certificate.SerialNumber, certificate.RawData);
    }

    private (string Serial, byte[] Der) Issue(AsymmetricAlgorithm key, SandboxEnvironment environment)
    {
        var (from, to) = Validity(environment);
        var request = RequestFor(key);
        var issued = new CertificateIssue(Subject, request.SubjectName, request.PublicKey)
        {
            DisplayName = Name,
            Type = Type,
            Issuer = Issuer,
            ValidFrom = from,
            ValidTo = to,
        }.Issue(environment);
        if (Status is CertificateStatus.Revoked or CertificateStatus.Blocked)
            StoreIn(environment).Update(issued.SerialNumber, c => c.Ended(Status));
        return (issued.SerialNumber, issued.Der);
    }

    private CertificateStore StoreIn(SandboxEnvironment environment) =>
        Issuer == CertificateIssuer.Qualified ? environment.Qualified.Certificates : environment.World.Certificates;

    private (DateTimeOffset From, DateTimeOffset To) Validity(SandboxEnvironment environment)
    {
        var now = environment.Clock.GetUtcNow();
        if (Status != CertificateStatus.Expired)
            return (ValidFrom ?? now, ValidTo ?? (ValidFrom ?? now).AddYears(YearsOfLife));
        var end = now.AddSeconds(-1);
        return (ValidFrom ?? end.AddYears(-YearsOfLife), ValidTo < end ? ValidTo.Value : end);
    }

    private CertificateRequest RequestFor(AsymmetricAlgorithm key) =>
        key is RSA rsa
            ? new CertificateRequest(SubjectName(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(SubjectName(), (ECDsa)key, HashAlgorithmName.SHA256);

    private X500DistinguishedName SubjectName() => SubjectNames.Of(Subject, CommonName, Person);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>A certificate to be made: whose, what for, and when.</summary>
internal sealed record CertificateIssue(SubjectIdentifier Subject, X500DistinguishedName Name, PublicKey Key)
{
    // The law's most (docs/ksef.md, Certificates).
    private const int YearsOfLife = 2;

    public required string DisplayName { get; init; }

    public required KsefCertificateType Type { get; init; }

    public CertificateIssuer Issuer { get; init; }

    /// <summary>Null: from now on.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Null: two years after its begin.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    public string KeyHash => Convert.ToHexString(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    /// <summary>Issues it and puts it into the issuer's store.</summary>
    public CertificateRecord Issue(SandboxEnvironment environment)
    {
        var now = environment.Clock.GetUtcNow();
        var from = WholeSecond(ValidFrom ?? now);
        var to = WholeSecond(ValidTo ?? from.AddYears(YearsOfLife));
        var serial = environment.World.Numbers.NextCertificateSerial();
        var (authority, store, usage) = IssuerIn(environment);
        var record = new CertificateRecord
        {
            SerialNumber = serial,
            Name = DisplayName,
            Type = Type,
            Subject = Subject,
            CommonName = CertificateSubject.TryRead(Name)?.First(NameAttribute.CommonName) ?? string.Empty,
            Der = authority.Issue(Name, Key, usage, (from, to), serial),
            KeyHash = KeyHash,
            ValidFrom = from,
            ValidTo = to,
            RequestDate = now,
        };
        store.Add(record);
        return record;
    }

    private (CertificateAuthority Authority, CertificateStore Store, X509KeyUsageFlags Usage) IssuerIn(
        SandboxEnvironment environment
    ) =>
        Issuer == CertificateIssuer.Qualified
            ? (
                environment.Qualified.Authority,
                environment.Qualified.Certificates,
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation
            )
            : (environment.Authority, environment.World.Certificates, CertificateAuthority.UsageOf(Type));

    // Certificates count in seconds; what the API says must be what the certificate says.
    private static DateTimeOffset WholeSecond(DateTimeOffset moment) =>
        DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());
}

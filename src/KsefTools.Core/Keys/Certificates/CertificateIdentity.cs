using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>Who a certificate belongs to.</summary>
/// <param name="Kind">Which of the identifiers it is.</param>
/// <param name="Value">Ten digits, eleven digits, or 64 upper-case hexadecimal digits; as the certificate gives it,
/// checksum unverified, because KSeF verifies none there.</param>
public readonly partial record struct CertificateIdentity(IdentityKind Kind, string Value)
{
    /// <summary>
    /// Reads the subject by KSeF's rules (auth/podpis-xades.md): a person (with a given name or a surname) by PESEL or
    /// NIP in serialNumber, a seal by NIP in organizationIdentifier, all else by the fingerprint.
    /// </summary>
    public static CertificateIdentity Of(X509Certificate2 certificate) => AllOf(certificate)[0];

    /// <summary>
    /// Every identifier that a certificate carries, the one by which KSeF knows it first. A person may have both.
    /// </summary>
    internal static IReadOnlyList<CertificateIdentity> AllOf(X509Certificate2 certificate) =>
        FromSubject(SubjectAttributes.Of(certificate.SubjectName)).ToList() is { Count: > 0 } named
            ? named
            : [new CertificateIdentity(IdentityKind.Fingerprint, FingerprintOf(certificate))];

    /// <summary>Whether a subject is a person's, whatever number names it (auth/podpis-xades.md).</summary>
    internal static bool IsPerson(X500DistinguishedName subject) => IsPerson(SubjectAttributes.Of(subject));

    /// <summary>Who a subject names; null for one that has neither NIP nor PESEL.</summary>
    internal static CertificateIdentity? Of(X500DistinguishedName subject) =>
        FromSubject(SubjectAttributes.Of(subject)).Cast<CertificateIdentity?>().FirstOrDefault();

    /// <summary>The SHA-256 of the whole certificate, as KSeF writes it: 64 upper-case hexadecimal digits.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>For messages: the kind, a space, the value.</summary>
    public override string ToString() => $"{Kind.ToString().ToUpperInvariant()} {Value}";

    private static bool IsPerson(SubjectAttributes subject) =>
        subject.Has(SubjectOids.GivenName) || subject.Has(SubjectOids.Surname);

    private static IEnumerable<CertificateIdentity> FromSubject(SubjectAttributes subject)
    {
        if (!IsPerson(subject) && First(subject.All(SubjectOids.OrganizationIdentifier), SealNip()) is { } seal)
            yield return new CertificateIdentity(IdentityKind.Nip, seal);
        var serialNumbers = subject.All(SubjectOids.SerialNumber).ToList();
        if (First(serialNumbers, PersonPesel()) is { } pesel)
            yield return new CertificateIdentity(IdentityKind.Pesel, pesel);
        if (First(serialNumbers, PersonNip()) is { } nip)
            yield return new CertificateIdentity(IdentityKind.Nip, nip);
    }

    private static string? First(IEnumerable<string> values, Regex pattern) =>
        values
            .Select(value => pattern.Match(value))
            .Where(match => match.Success)
            .Select(match => match.Groups["id"].Value)
            .FirstOrDefault();

    [GeneratedRegex("VATPL.*?(?<id>[0-9]{10})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SealNip();

    [GeneratedRegex("(PNOPL|PESEL).*?(?<id>[0-9]{11})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PersonPesel();

    [GeneratedRegex("(TINPL|NIP).*?(?<id>[0-9]{10})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PersonNip();
}

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Certificates;

/// <summary>
/// Who a certificate names, by the rules of auth/subject-identifier: a seal has an organisation and its NIP in
/// organizationIdentifier, a person has names and a PESEL or NIP in serialNumber; the two do not mix.
/// </summary>
internal sealed partial class CertificateSubject
{
    private readonly IReadOnlyList<NameAttribute> attributes;

    public CertificateSubject(IReadOnlyList<NameAttribute> attributes) => this.attributes = attributes;

    public bool IsPerson => Has(NameAttribute.GivenName) || Has(NameAttribute.Surname);

    /// <summary>Whether every attribute is there that its kind must have.</summary>
    public bool IsComplete =>
        Has(NameAttribute.CommonName)
        && Has(NameAttribute.CountryName)
        && (
            IsPerson
                ? Has(NameAttribute.GivenName)
                    && Has(NameAttribute.Surname)
                    && Has(NameAttribute.SerialNumber)
                    && !Has(NameAttribute.OrganizationIdentifier)
                : Has(NameAttribute.OrganizationName) && Has(NameAttribute.OrganizationIdentifier)
        );

    /// <summary>NIP or PESEL; null where the name holds neither.</summary>
    public SubjectIdentifier? Identifier
    {
        get
        {
            if (!IsPerson)
                return First(NameAttribute.OrganizationIdentifier, SealNip()) is { } nip
                    ? SubjectIdentifier.Nip(nip)
                    : null;
            if (First(NameAttribute.SerialNumber, PersonPesel()) is { } pesel)
                return SubjectIdentifier.Pesel(pesel);
            return First(NameAttribute.SerialNumber, PersonNip()) is { } own ? SubjectIdentifier.Nip(own) : null;
        }
    }

    /// <summary>Reads a subject.</summary>
    /// <returns>Null when the name cannot be read.</returns>
    public static CertificateSubject? TryRead(X500DistinguishedName name)
    {
        try
        {
            return new CertificateSubject(NameAttribute.ReadAll(name));
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The first value of an attribute; null when it is absent.</summary>
    public string? First(string oid) => All(oid).FirstOrDefault();

    public IEnumerable<string> All(string oid) =>
        attributes.Where(a => string.Equals(a.Oid, oid, StringComparison.Ordinal)).Select(a => a.Value);

    private bool Has(string oid) => All(oid).Any(value => value.Length > 0);

    private string? First(string oid, Regex pattern) =>
        All(oid).Select(value => pattern.Match(value)).FirstOrDefault(match => match.Success)?.Groups["id"].Value;

    [GeneratedRegex("VATPL.*?(?<id>[0-9]{10})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SealNip();

    [GeneratedRegex("(PNOPL|PESEL).*?(?<id>[0-9]{11})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PersonPesel();

    [GeneratedRegex("(TINPL|NIP).*?(?<id>[0-9]{10})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PersonNip();
}

using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Certificates.Planting;

/// <summary>Names of certificates' subjects, as qualified issuers write them.</summary>
internal static class SubjectNames
{
    /// <summary>A seal for a NIP, a person for a PESEL, a bare name for a fingerprint.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="commonName">Of a person, given name and surname.</param>
    /// <param name="ownNip">The NIP is a person's own, not a company's.</param>
    public static X500DistinguishedName Of(SubjectIdentifier subject, string commonName, bool ownNip = false)
    {
        var builder = new X500DistinguishedNameBuilder();
        foreach (var (oid, value) in Attributes(subject, commonName, ownNip))
            builder.Add(
                oid,
                value,
                oid is NameAttribute.CountryName ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String
            );
        return builder.Build();
    }

    private static IEnumerable<(string Oid, string Value)> Attributes(
        SubjectIdentifier subject,
        string commonName,
        bool ownNip
    )
    {
        yield return (NameAttribute.CommonName, commonName);
        if (subject.Type == SubjectIdentifierType.Pesel || (ownNip && subject.Type == SubjectIdentifierType.Nip))
        {
            var split = commonName.LastIndexOf(' ');
            yield return (NameAttribute.GivenName, split > 0 ? commonName[..split] : commonName);
            yield return (NameAttribute.Surname, commonName[(split + 1)..]);
            var prefix = subject.Type == SubjectIdentifierType.Pesel ? "PNOPL" : "TINPL";
            yield return (NameAttribute.SerialNumber, $"{prefix}-{subject.Value}");
        }
        else if (subject.Type == SubjectIdentifierType.Nip)
        {
            yield return (NameAttribute.OrganizationName, commonName);
            yield return (NameAttribute.OrganizationIdentifier, $"VATPL-{subject.Value}");
        }

        yield return (NameAttribute.CountryName, "PL");
    }
}

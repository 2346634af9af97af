using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>
/// Encodes a subject as KSeF expects it: one attribute for each relative name; UTF8String, so that Polish letters
/// survive (25004 otherwise), but PrintableString for country and serial number, as X.520 has them.
/// </summary>
internal static class SubjectNames
{
    public static X500DistinguishedName Encode(EnrollmentSubject subject)
    {
        (string Oid, string? Value)[] attributes =
        [
            (SubjectOids.CommonName, subject.CommonName),
            (SubjectOids.Surname, subject.Surname),
            .. subject.GivenNames.Select(name => (SubjectOids.GivenName, (string?)name)),
            (SubjectOids.OrganizationName, subject.OrganizationName),
            (SubjectOids.OrganizationIdentifier, subject.OrganizationIdentifier),
            (SubjectOids.CountryName, subject.CountryName),
            (SubjectOids.SerialNumber, subject.SerialNumber),
            (SubjectOids.UniqueIdentifier, subject.UniqueIdentifier),
        ];
        var builder = new X500DistinguishedNameBuilder();
        // The builder encodes what was added last first.
        foreach (var (oid, value) in attributes.Reverse())
            if (!string.IsNullOrEmpty(value))
                builder.Add(oid, value, Encoding(oid, value));
        return builder.Build();
    }

    /// <summary>
    /// A serial number that no PrintableString can carry goes as UTF8String: a changed one would certainly be refused.
    /// </summary>
    private static UniversalTagNumber Encoding(string oid, string value) =>
        oid is SubjectOids.CountryName or SubjectOids.SerialNumber && value.All(IsPrintable)
            ? UniversalTagNumber.PrintableString
            : UniversalTagNumber.UTF8String;

    private static bool IsPrintable(char character) =>
        char.IsAsciiLetterOrDigit(character) || " '()+,-./:=?".Contains(character, StringComparison.Ordinal);
}

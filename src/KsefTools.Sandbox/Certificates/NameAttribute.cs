using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>One attribute of a distinguished name, with the kind of string that carries it.</summary>
internal sealed record NameAttribute(string Oid, string Value, UniversalTagNumber Kind)
{
    public const string CommonName = "2.5.4.3";
    public const string Surname = "2.5.4.4";
    public const string SerialNumber = "2.5.4.5";
    public const string CountryName = "2.5.4.6";
    public const string OrganizationName = "2.5.4.10";
    public const string GivenName = "2.5.4.42";
    public const string UniqueIdentifier = "2.5.4.45";
    public const string OrganizationIdentifier = "2.5.4.97";

    /// <summary>All attributes in the order of their encoding, those of multi-valued relative names too.</summary>
    /// <exception cref="AsnContentException">Not a name, or a value that is no text.</exception>
    public static IReadOnlyList<NameAttribute> ReadAll(X500DistinguishedName name)
    {
        var found = new List<NameAttribute>();
        var relativeNames = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            var attributes = relativeNames.ReadSetOf(skipSortOrderValidation: true);
            while (attributes.HasData)
                found.Add(Read(attributes.ReadSequence()));
        }

        return found;
    }

    private static NameAttribute Read(AsnReader attribute)
    {
        var oid = attribute.ReadObjectIdentifier();
        var kind = (UniversalTagNumber)attribute.PeekTag().TagValue;
        return new NameAttribute(oid, attribute.ReadCharacterString(kind), kind);
    }
}

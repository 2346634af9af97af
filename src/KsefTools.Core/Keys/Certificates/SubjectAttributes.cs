using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>The attributes of a distinguished name by OID, also those that share one relative name.</summary>
internal sealed class SubjectAttributes
{
    private readonly List<(string Oid, string Value)> _attributes = [];

    public static SubjectAttributes Of(X500DistinguishedName name)
    {
        var attributes = new SubjectAttributes();
        foreach (var relativeName in name.EnumerateRelativeDistinguishedNames(reversed: false))
            attributes.Add(relativeName);
        return attributes;
    }

    public bool Has(string oid) => _attributes.Exists(attribute => IsOf(attribute.Oid, oid));

    public IEnumerable<string> All(string oid) =>
        _attributes.Where(attribute => IsOf(attribute.Oid, oid)).Select(attribute => attribute.Value);

    private static bool IsOf(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private void Add(X500RelativeDistinguishedName relativeName)
    {
        if (!relativeName.HasMultipleElements)
        {
            if (
                relativeName.GetSingleElementType().Value is { } oid
                && relativeName.GetSingleElementValue() is { } value
            )
                _attributes.Add((oid, value));
            return;
        }
        // The platform does not enumerate the elements of a multi-valued one.
        var elements = new AsnReader(relativeName.RawData, AsnEncodingRules.BER).ReadSetOf(
            skipSortOrderValidation: true
        );
        while (elements.HasData)
        {
            var element = elements.ReadSequence();
            var oid = element.ReadObjectIdentifier();
            if (element.PeekTag() is { TagClass: TagClass.Universal } tag && IsText(tag.TagValue))
                _attributes.Add((oid, element.ReadCharacterString((UniversalTagNumber)tag.TagValue)));
        }
    }

    private static bool IsText(int tag) =>
        (UniversalTagNumber)tag
            is UniversalTagNumber.UTF8String
                or UniversalTagNumber.PrintableString
                or UniversalTagNumber.IA5String
                or UniversalTagNumber.T61String
                or UniversalTagNumber.BMPString;
}

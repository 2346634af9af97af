using System.Security.Cryptography.Xml;
using System.Xml;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>
/// The platform's SignedXml, which while signing looks for what a reference names in the document alone: the signed
/// properties are still in the signature that is being made.
/// </summary>
internal sealed class RequestSignedXml(XmlDocument document) : SignedXml(document)
{
    public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
        base.GetIdElement(document, idValue) ?? FindInObjects(idValue);

    private XmlElement? FindInObjects(string id) =>
        Signature
            .ObjectList.OfType<DataObject>()
            .SelectMany(data => data.Data.OfType<XmlElement>())
            .SelectMany(element => element.GetElementsByTagName("*").OfType<XmlElement>().Prepend(element))
            .FirstOrDefault(element => string.Equals(element.GetAttribute("Id"), id, StringComparison.Ordinal));
}

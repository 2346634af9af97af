using System.Security.Cryptography.Xml;
using System.Xml;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>Namespaces and names of XML signatures, of XAdES and of the request.</summary>
internal static class XadesNames
{
    public const string Ds = SignedXml.XmlDsigNamespaceUrl;
    public const string Xades = "http://uri.etsi.org/01903/v1.3.2#";
    public const string SignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
    public const string Request = "AuthTokenRequest";
    public const string Request20 = "http://ksef.mf.gov.pl/auth/token/2.0";

    public static bool Is(this XmlNode? node, string name, string space) =>
        node is XmlElement
        && string.Equals(node.LocalName, name, StringComparison.Ordinal)
        && string.Equals(node.NamespaceURI, space, StringComparison.Ordinal);

    /// <summary>Child elements of that name, and no deeper ones.</summary>
    public static IEnumerable<XmlElement> Children(this XmlNode parent, string name, string space) =>
        parent.ChildNodes.OfType<XmlElement>().Where(child => child.Is(name, space));

    /// <summary>The child of that name; null when there is none or more than one.</summary>
    public static XmlElement? Child(this XmlNode? parent, string name, string space) =>
        parent?.Children(name, space).ToList() is [var only] ? only : null;
}

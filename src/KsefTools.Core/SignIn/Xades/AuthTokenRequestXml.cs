using System.Text;
using System.Xml;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>AuthTokenRequest to and from XML, in the order of schemat_auth_v2-1.xsd.</summary>
internal static class AuthTokenRequestXml
{
    public const string RootName = "AuthTokenRequest";

    private const string NamespaceStart = "http://ksef.mf.gov.pl/auth/token/";

    private static readonly string[] Known =
    [
        "Challenge",
        "ContextIdentifier",
        "SubjectIdentifierType",
        "AuthorizationPolicy",
    ];

    public static string NamespaceOf(AuthTokenSchema schema) =>
        NamespaceStart + (schema is AuthTokenSchema.Version20 ? "2.0" : "2.1");

    public static string Write(AuthTokenRequest request, bool indented)
    {
        var name = NamespaceOf(request.Schema);
        using var text = new Utf8StringWriter();
        var settings = new XmlWriterSettings { Indent = indented, NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(text, settings))
        {
            writer.WriteStartElement(RootName, name);
            writer.WriteElementString("Challenge", name, request.Challenge);
            writer.WriteStartElement("ContextIdentifier", name);
            writer.WriteElementString(request.Context.Type.ToString(), name, request.Context.Value);
            writer.WriteEndElement();
            writer.WriteElementString("SubjectIdentifierType", name, TextOf(request.SubjectType));
            if (request.AllowedIps is { } allowed)
                WritePolicy(writer, name, allowed);
            writer.WriteEndElement();
        }
        return text.ToString();
    }

    /// <summary>Reads a request, signed or not; null where the element is none or says more than one can.</summary>
    public static AuthTokenRequest? Read(XmlElement root)
    {
        var children = ChildrenOf(root);
        if (
            SchemaOf(root) is not { } schema
            || children.Any(child => !Known.Contains(child.Key, StringComparer.Ordinal) || child.Count() > 1)
            || children["Challenge"].FirstOrDefault() is not { } challenge
            || children["ContextIdentifier"].FirstOrDefault() is not { } contextElement
            || ReadContext(contextElement) is not { } context
            || children["SubjectIdentifierType"].FirstOrDefault() is not { } subjectElement
            || ReadSubjectType(subjectElement) is not { } subjectType
        )
            return null;
        return new AuthTokenRequest(Trimmed(challenge), context, subjectType)
        {
            Schema = schema,
            AllowedIps = children["AuthorizationPolicy"].FirstOrDefault() is { } policy ? ReadPolicy(policy) : null,
        };
    }

    private static AuthTokenSchema? SchemaOf(XmlElement root)
    {
        foreach (var schema in Enum.GetValues<AuthTokenSchema>())
            if (string.Equals(root.NamespaceURI, NamespaceOf(schema), StringComparison.Ordinal))
                return schema;
        return null;
    }

    private static void WritePolicy(XmlWriter writer, string name, AllowedIps allowed)
    {
        writer.WriteStartElement("AuthorizationPolicy", name);
        writer.WriteStartElement("AllowedIps", name);
        foreach (var address in allowed.Addresses)
            writer.WriteElementString("Ip4Address", name, address);
        foreach (var range in allowed.Ranges)
            writer.WriteElementString("Ip4Range", name, range);
        foreach (var mask in allowed.Masks)
            writer.WriteElementString("Ip4Mask", name, mask);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static AllowedIps ReadPolicy(XmlElement policy)
    {
        var texts = policy
            .GetElementsByTagName("*", policy.NamespaceURI)
            .OfType<XmlElement>()
            .ToLookup(element => element.LocalName, Trimmed, StringComparer.Ordinal);
        return new AllowedIps([.. texts["Ip4Address"]], [.. texts["Ip4Range"]], [.. texts["Ip4Mask"]]);
    }

    private static ContextIdentifier? ReadContext(XmlElement element) =>
        element.ChildNodes.OfType<XmlElement>().ToList() is [var only]
        && Enum.TryParse<ContextType>(only.LocalName, out var type)
            ? new ContextIdentifier(type, Trimmed(only))
            : null;

    private static SubjectIdentifierType? ReadSubjectType(XmlElement element)
    {
        foreach (var type in Enum.GetValues<SubjectIdentifierType>())
            if (string.Equals(Trimmed(element), TextOf(type), StringComparison.Ordinal))
                return type;
        return null;
    }

    private static string TextOf(SubjectIdentifierType type) =>
        type is SubjectIdentifierType.CertificateFingerprint ? "certificateFingerprint" : "certificateSubject";

    // A signature stands beside these in a namespace of its own.
    private static ILookup<string, XmlElement> ChildrenOf(XmlElement root) =>
        root
            .ChildNodes.OfType<XmlElement>()
            .Where(child => string.Equals(child.NamespaceURI, root.NamespaceURI, StringComparison.Ordinal))
            .ToLookup(child => child.LocalName, StringComparer.Ordinal);

    private static string Trimmed(XmlElement element) => element.InnerText.Trim();

    /// <summary>So that the declaration says utf-8, which is how the text will be sent.</summary>
    private sealed class Utf8StringWriter() : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}

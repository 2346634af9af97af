using System.Text;
using System.Xml;
using System.Xml.Linq;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>
/// A request and its one signature: around the request's end (enveloped) or around the request (enveloping).
/// </summary>
internal sealed class SignedDocument
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings Secure = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 1_000_000,
    };

    private SignedDocument(XmlDocument xml, XmlElement signature, XmlElement request)
    {
        Xml = xml;
        Signature = signature;
        Request = request;
    }

    public XmlDocument Xml { get; }

    public XmlElement Signature { get; }

    public XmlElement Request { get; }

    /// <summary>The ds:Object that holds the request of an enveloping signature; null for an enveloped one.</summary>
    public XmlElement? Envelope => Request.ParentNode as XmlElement;

    /// <summary>Reads a document and finds its parts.</summary>
    /// <exception cref="RefusalException">21217, 21001, 9101, 9102, 9103.</exception>
    public static SignedDocument Read(byte[] bytes)
    {
        var xml = Load(Decode(bytes));
        var signatures = xml.GetElementsByTagName("Signature", XadesNames.Ds).OfType<XmlElement>().ToList();
        return signatures switch
        {
            [] => throw XadesRefusals.NoSignature(),
            [var only] => new SignedDocument(xml, only, RequestOf(xml, only)),
            _ => throw XadesRefusals.TooManySignatures(),
        };
    }

    private static XmlElement RequestOf(XmlDocument xml, XmlElement signature)
    {
        var root = xml.DocumentElement!;
        if (signature.ParentNode == root)
            return root;
        var content = signature
            .Children("Object", XadesNames.Ds)
            .SelectMany(o => o.ChildNodes.OfType<XmlElement>())
            .Where(e => string.Equals(e.LocalName, XadesNames.Request, StringComparison.Ordinal))
            .ToList();
        return signature == root && content is [var only] ? only : throw XadesRefusals.BadDocument();
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw XadesRefusals.BadEncoding();
        }
    }

    private static XmlDocument Load(string text)
    {
        var xml = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Secure);
            xml.Load(reader);
        }
        catch (XmlException)
        {
            throw text.Contains("<!DOCTYPE", StringComparison.Ordinal)
                ? XadesRefusals.BadDocument()
                : XadesRefusals.Unreadable();
        }

        var declared = (xml.FirstChild as XmlDeclaration)?.Encoding;
        return string.IsNullOrEmpty(declared) || string.Equals(declared, "utf-8", StringComparison.OrdinalIgnoreCase)
            ? xml
            : throw XadesRefusals.BadEncoding();
    }

    /// <summary>The request without its signature, as the schema describes it.</summary>
    public XDocument Unsigned()
    {
        var bare = XElement.Parse(Request.OuterXml, LoadOptions.PreserveWhitespace);
        bare.Elements(XName.Get("Signature", XadesNames.Ds)).Remove();
        return new XDocument(bare);
    }
}

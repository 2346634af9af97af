using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades.Algorithms;

namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>
/// Judges files that come back from signing elsewhere, before a challenge is spent on them: is it the request that was
/// asked for, signed as KSeF wants it, and unchanged since?
/// </summary>
public static class SignedRequestCheck
{
    private const int LargestFile = 1024 * 1024;
    private const string SignaturePath = "//ds:Signature[not(ancestor::ds:Signature)]";

    /// <summary>
    /// The request that a file holds, signed or not, unverified; null where it holds none, or more than one.
    /// </summary>
    public static AuthTokenRequest? Peek(ReadOnlyMemory<byte> content)
    {
        try
        {
            return FindRequest(Load(content)).Request;
        }
        catch (SignedRequestException)
        {
            return null;
        }
    }

    /// <summary>Reads a signed file whose request is not known yet; its challenge tells which one it answers.</summary>
    /// <exception cref="SignedRequestException">It cannot be sent, whatever was asked.</exception>
    public static SignedRequest Read(ReadOnlyMemory<byte> content)
    {
        var document = Load(content);
        var names = new XmlNamespaceManager(document.NameTable);
        names.AddNamespace("ds", SignedXml.XmlDsigNamespaceUrl);

        var (root, request) = FindRequest(document);
        var signatures = document.SelectNodes(SignaturePath, names)!.OfType<XmlElement>().ToList();
        if (signatures is not [var signature])
            throw new SignedRequestException(
                signatures.Count == 0 ? SignedRequestFailure.NotSigned : SignedRequestFailure.SeveralSignatures
            );
        using var certificate =
            SignerCertificate.Find(signature, names)
            ?? throw new SignedRequestException(SignedRequestFailure.CertificateMissing);
        if (!SignerCertificate.IsBound(signature, names))
            throw new SignedRequestException(SignedRequestFailure.NotXades);
        if (!Covers(signature, root, names))
            throw new SignedRequestException(SignedRequestFailure.NotCovered);
        return new SignedRequest
        {
            Request = request,
            Signer = CertificateDetails.Of(certificate),
            IsVerified = Verify(document, signature, names, certificate),
            Content = content,
        };
    }

    /// <summary>Reads a signed file and holds it against what was asked.</summary>
    /// <exception cref="SignedRequestException">It cannot be sent, or answers something else.</exception>
    public static SignedRequest Read(ReadOnlyMemory<byte> content, AuthTokenRequest expected)
    {
        var signed = Read(content);
        var actual = signed.Request;
        if (!string.Equals(actual.Challenge, expected.Challenge, StringComparison.Ordinal))
            throw new SignedRequestException(SignedRequestFailure.OtherChallenge);
        if (actual.Context != expected.Context)
            throw new SignedRequestException(SignedRequestFailure.OtherContext);
        if (!string.Equals(actual.ToXml(), expected.ToXml(), StringComparison.Ordinal))
            throw new SignedRequestException(SignedRequestFailure.OtherRequest);
        return signed;
    }

    private static XmlDocument Load(ReadOnlyMemory<byte> content)
    {
        if (SignedFileForm.Refused(content.Span) is { } form)
            throw new SignedRequestException(form);
        if (content.Length > LargestFile)
            throw new SignedRequestException(SignedRequestFailure.Unreadable);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using (var depth = XmlReader.Create(new MemoryStream(content.ToArray(), writable: false), settings))
                XmlDepth.Check(depth);
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, settings);
            document.Load(reader);
            return document;
        }
        // What is no number in the declaration is found out by the parser of numbers.
        catch (Exception foreign) when (Faults.AreOfOneItem(foreign))
        {
            throw new SignedRequestException(SignedRequestFailure.Unreadable);
        }
    }

    // Exactly one, wherever it stands: in an enveloping signature it is inside, and a second one could be the decoy.
    private static (XmlElement Root, AuthTokenRequest Request) FindRequest(XmlDocument document)
    {
        var found = document
            .GetElementsByTagName("*")
            .OfType<XmlElement>()
            .Where(element => element.LocalName is AuthTokenRequestXml.RootName)
            .ToList();
        if (found is [var root] && AuthTokenRequestXml.Read(root) is { } request)
            return (root, request);
        throw new SignedRequestException(
            found.Count == 0 ? WithoutRequest(document) : SignedRequestFailure.NotARequest
        );
    }

    // What a signing program makes of the same request by other settings.
    private static SignedRequestFailure WithoutRequest(XmlDocument document)
    {
        var elements = document.GetElementsByTagName("*").OfType<XmlElement>().ToList();
        if (
            !elements.Exists(element =>
                element is { LocalName: "Signature", NamespaceURI: SignedXml.XmlDsigNamespaceUrl }
            )
        )
            return SignedRequestFailure.NotARequest;
        return elements.Exists(element =>
            element is { LocalName: "Object" } && SignedFileForm.IsBase64OfRequest(element.InnerText)
        )
            ? SignedRequestFailure.RequestInBase64
            : SignedRequestFailure.Detached;
    }

    private static bool Covers(XmlElement signature, XmlElement root, XmlNamespaceManager names) =>
        signature
            .SelectNodes("ds:SignedInfo/ds:Reference/@URI", names)!
            .OfType<XmlAttribute>()
            .Any(uri =>
                uri.Value is "" or "#xpointer(/)"
                || (NameIn(uri.Value) is { } id && IdsFrom(root).Contains(id, StringComparer.Ordinal))
            );

    // #id, or the same as an XPointer: #xpointer(id('id')).
    private static string? NameIn(string uri)
    {
        if (!uri.StartsWith('#'))
            return null;
        const string Start = "#xpointer(id(";
        return uri.StartsWith(Start, StringComparison.Ordinal) && uri.EndsWith("))", StringComparison.Ordinal)
            ? uri[Start.Length..^2].Trim('\'', '"')
            : uri[1..];
    }

    // What names the request, or something around it.
    private static IEnumerable<string> IdsFrom(XmlElement element)
    {
        for (XmlNode? node = element; node is XmlElement current; node = node.ParentNode)
            foreach (var attribute in current.Attributes.OfType<XmlAttribute>())
                if (attribute.LocalName is "Id" or "ID" or "id")
                    yield return attribute.Value;
    }

    private static bool Verify(
        XmlDocument document,
        XmlElement signature,
        XmlNamespaceManager names,
        X509Certificate2 certificate
    )
    {
        XmlSignatureAlgorithms.Ensure();
        var algorithms = signature
            .SelectNodes("ds:SignedInfo//@Algorithm", names)!
            .OfType<XmlAttribute>()
            .Select(attribute => attribute.Value);
        if (!algorithms.All(XmlSignatureAlgorithms.CanVerify))
            return false;
        try
        {
            using var key = PublicKey(certificate);
            if (key is null)
                return false;
            var signedXml = new RequestSignedXml(document);
            signedXml.LoadXml(signature);
            if (signedXml.CheckSignature(key))
                return true;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // Malformed, which is no better than wrong.
        }
        if (IsBeyondPlatform(document))
            return false;
        throw new SignedRequestException(SignedRequestFailure.SignatureInvalid);
    }

    // The platform's "no" proves nothing here, where xmlsec1 has been seen to say "yes": it turns a carriage return
    // into a line feed when it reads a signed part again (dotnet/runtime issue 99856), and takes two elements of one
    // Id for an attack. KSeF will judge.
    private static bool IsBeyondPlatform(XmlDocument document)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var elements = document.GetElementsByTagName("*").OfType<XmlElement>().ToList();
        return elements.SelectMany(element => element.Attributes.OfType<XmlAttribute>()).Any(IsBeyond)
            || elements
                .SelectMany(element => element.ChildNodes.OfType<XmlCharacterData>())
                .Any(text => text.Value?.Contains('\r', StringComparison.Ordinal) is true);

        bool IsBeyond(XmlAttribute attribute) =>
            attribute.Value.Contains('\r', StringComparison.Ordinal)
            || (attribute.LocalName is "Id" or "ID" or "id" && !ids.Add(attribute.Value));
    }

    private static AsymmetricAlgorithm? PublicKey(X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? certificate.GetECDsaPublicKey();
}

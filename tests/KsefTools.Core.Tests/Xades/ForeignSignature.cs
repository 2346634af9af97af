using System.Security.Cryptography;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Xades;

/// <summary>Signatures that xmlsec1 makes, in the place of Podpis Zaufany or a card's program.</summary>
internal static class ForeignSignature
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";
    private const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    // XAdES wants the reference to its properties to say so.
    private const string PropertiesType = " Type=\"http://uri.etsi.org/01903#SignedProperties\"";

    public static byte[] Enveloped(
        AuthTokenRequest request,
        KeyMaterial signer,
        string method,
        string canonicalization = ExclusiveC14N
    )
    {
        var xml = request.ToXml(indented: true);
        var whole = Reference(
            string.Empty,
            """<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>""",
            canonicalization
        );
        var template = Template(whole, signer, method, canonicalization, content: string.Empty);
        return Sign(xml.Insert(xml.LastIndexOf("</", StringComparison.Ordinal), template), signer);
    }

    public static byte[] Enveloping(AuthTokenRequest request, KeyMaterial signer)
    {
        var xml = request.ToXml();
        var body = xml[(xml.IndexOf("?>", StringComparison.Ordinal) + 2)..];
        var content = $"""<ds:Object Id="Request">{body}</ds:Object>""";
        return Sign(
            Template(Reference("#Request", string.Empty, ExclusiveC14N), signer, "rsa-sha256", ExclusiveC14N, content),
            signer
        );
    }

    private static string Template(
        string reference,
        KeyMaterial signer,
        string method,
        string canonicalization,
        string content
    ) =>
        $"""
            <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="S"><ds:SignedInfo>
            <ds:CanonicalizationMethod Algorithm="{canonicalization}"/><ds:SignatureMethod Algorithm="{More}{method}"/>
            {reference}{Reference("#P", string.Empty, ExclusiveC14N, PropertiesType)}
            </ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo>{content}
            <ds:Object><x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Target="#S">
            <x:SignedProperties Id="P"><x:SignedSignatureProperties><x:SigningTime>2026-11-22T12:00:00Z</x:SigningTime>
            <x:SigningCertificateV2><x:Cert><x:CertDigest>
            <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
            <ds:DigestValue>{signer.Certificate.GetCertHash(HashAlgorithmName.SHA256).ToBase64()}</ds:DigestValue>
            </x:CertDigest></x:Cert></x:SigningCertificateV2></x:SignedSignatureProperties></x:SignedProperties>
            </x:QualifyingProperties></ds:Object></ds:Signature>
            """;

    private static string Reference(string uri, string transform, string canonicalization, string type = "") =>
        $"""
            <ds:Reference URI="{uri}"{type}><ds:Transforms>{transform}<ds:Transform Algorithm="{canonicalization}"/></ds:Transforms>
            <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
            """;

    private static byte[] Sign(string template, KeyMaterial signer)
    {
        using var folder = new TemporaryFolder();
        var certificate = folder.Write("signer.crt", signer.Certificate.ExportCertificatePem());
        var key = folder.Write("signer.key", signer.Key.ExportPem());
        var signed = folder.PathOf("signed.xml");
        string[] ids =
        [
            "--id-attr:Id",
            "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
            "--id-attr:Id",
            "http://www.w3.org/2000/09/xmldsig#:Object",
        ];
        var (exitCode, output) = ExternalProgram.Run(
            "xmlsec1",
            [
                "--sign",
                "--privkey-pem",
                $"{key},{certificate}",
                "--output",
                signed,
                .. ids,
                folder.Write("in.xml", template),
            ]
        );
        Assert.True(exitCode == 0, output);
        return File.ReadAllBytes(signed);
    }

    private static string ToBase64(this byte[] bytes) => Convert.ToBase64String(bytes);
}

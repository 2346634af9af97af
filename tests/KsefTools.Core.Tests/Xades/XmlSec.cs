using KsefTools.Core.Keys;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Xades;

/// <summary>xmlsec1: an implementation of XML Signature that shares nothing with the platform's.</summary>
internal static class XmlSec
{
    public static (bool IsValid, string Output) Verify(byte[] signed, KeyMaterial signer)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("signed.xml", signed);
        var certificate = folder.Write("signer.pem", signer.Certificate.ExportCertificatePem());
        var (exitCode, output) = ExternalProgram.Run(
            "xmlsec1",
            "--verify",
            "--enabled-key-data",
            "x509",
            "--trusted-pem",
            certificate,
            "--verification-time",
            "2026-11-22 12:00:00",
            "--id-attr:Id",
            "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
            file
        );
        return (exitCode == 0, output);
    }
}

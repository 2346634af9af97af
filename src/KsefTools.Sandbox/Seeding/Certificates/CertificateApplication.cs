using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>Has the issuers of an environment know what a seed issued, and go on by the same keys.</summary>
internal static class CertificateApplication
{
    public static void Fill(SandboxEnvironment environment, SeededCertificates seeded)
    {
        environment.TakeOver(seeded.Ksef);
        environment.Qualified.TakeOver(seeded.Qualified);
        foreach (var certificate in seeded.Issued)
        {
            // The qualified issuer outlives a reset: a seed that comes back finds its own there.
            if (certificate.Issuer == CertificateIssuer.Qualified)
                environment.Qualified.Certificates.Put(ToRecord(certificate));
            else
                environment.World.Certificates.Add(ToRecord(certificate));
        }
    }

    private static CertificateRecord ToRecord(IssuedCertificate issued)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(issued.Certificate);
        return new CertificateRecord
        {
            SerialNumber = certificate.SerialNumber,
            Name = issued.Name,
            Type = issued.Type,
            Subject = new SubjectIdentifier(
                Enum.Parse<SubjectIdentifierType>(issued.SubjectIdentifier.Type),
                issued.SubjectIdentifier.Value
            ),
            CommonName = issued.CommonName,
            Der = issued.Certificate,
            KeyHash = Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())),
            ValidFrom = issued.ValidFrom,
            ValidTo = issued.ValidTo,
            RequestDate = issued.ValidFrom,
        }.Ended(issued.Status);
    }
}

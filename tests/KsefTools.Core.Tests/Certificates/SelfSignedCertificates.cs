using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>
/// Self-signed certificates, with which KSeF's TEST environment lets anyone sign in as anyone. DEMO and production
/// refuse them.
/// </summary>
internal static class SelfSignedCertificates
{
    /// <summary>A company's seal: organisation, commonName, country, and the NIP in organizationIdentifier.</summary>
    /// <param name="nip">Ten digits.</param>
    /// <param name="organization">The company's name; commonName, too.</param>
    /// <param name="algorithm">The kind of key to make.</param>
    /// <param name="time">Tells the present: the certificate is valid from one hour ago on.</param>
    /// <param name="lifetime">How long it is valid from now on.</param>
    public static KeyMaterial Seal(
        string nip,
        string organization,
        KeyAlgorithm algorithm,
        TimeProvider time,
        TimeSpan lifetime
    ) =>
        Create(
            new EnrollmentSubject
            {
                CommonName = organization,
                CountryName = "PL",
                OrganizationName = organization,
                OrganizationIdentifier = $"VATPL-{nip}",
            },
            algorithm,
            time,
            lifetime
        );

    /// <summary>A person, known by PESEL or by NIP.</summary>
    /// <param name="identity">
    /// Pesel or Nip; null for a certificate that names neither, so that its fingerprint is its identity.
    /// </param>
    /// <param name="givenName">The first name.</param>
    /// <param name="surname">The family name.</param>
    /// <param name="algorithm">The kind of key to make.</param>
    /// <param name="time">Tells the present: the certificate is valid from one hour ago on.</param>
    /// <param name="lifetime">How long it is valid from now on.</param>
    public static KeyMaterial Person(
        CertificateIdentity? identity,
        string givenName,
        string surname,
        KeyAlgorithm algorithm,
        TimeProvider time,
        TimeSpan lifetime
    ) =>
        Create(
            new EnrollmentSubject
            {
                CommonName = $"{givenName} {surname}",
                CountryName = "PL",
                GivenNames = [givenName],
                Surname = surname,
                SerialNumber = identity?.Kind switch
                {
                    IdentityKind.Pesel => $"PNOPL-{identity?.Value}",
                    IdentityKind.Nip => $"TINPL-{identity?.Value}",
                    _ => null,
                },
            },
            algorithm,
            time,
            lifetime
        );

    /// <summary>A certificate for any subject.</summary>
    public static KeyMaterial Create(
        EnrollmentSubject subject,
        KeyAlgorithm algorithm,
        TimeProvider time,
        TimeSpan lifetime
    )
    {
        var key = KeyPair.Generate(algorithm);
        try
        {
            var request = CertificateRequests.For(SubjectNames.Encode(subject), key);
            request.CertificateExtensions.Add(
                new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
            );
            var now = time.GetUtcNow();
            using var signed = request.CreateSelfSigned(now.AddHours(-1), now + lifetime);
            return KeyMaterial.Join(X509CertificateLoader.LoadCertificate(signed.RawDataMemory.Span), key);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw;
        }
    }
}

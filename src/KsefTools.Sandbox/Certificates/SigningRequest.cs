using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Certificates;

/// <summary>A PKCS#10 request that is right: its key, its algorithm, its signature, its letters.</summary>
internal sealed class SigningRequest
{
    private const string P256 = "1.2.840.10045.3.1.7";

    // RSA PKCS#1 with SHA-1, 256, 384, 512; RSA-PSS; ECDSA with the same hashes.
    private static readonly HashSet<string> Algorithms = new(StringComparer.Ordinal)
    {
        "1.2.840.113549.1.1.5",
        "1.2.840.113549.1.1.11",
        "1.2.840.113549.1.1.12",
        "1.2.840.113549.1.1.13",
        "1.2.840.113549.1.1.10",
        "1.2.840.10045.4.1",
        "1.2.840.10045.4.3.2",
        "1.2.840.10045.4.3.3",
        "1.2.840.10045.4.3.4",
    };

    private SigningRequest(X500DistinguishedName name, PublicKey key)
    {
        Name = name;
        Key = key;
    }

    public X500DistinguishedName Name { get; }

    public PublicKey Key { get; }

    /// <summary>Reads and verifies a request in DER.</summary>
    /// <exception cref="RefusalException">25004, 25010, 25011.</exception>
    public static SigningRequest Read(byte[] der)
    {
        var unverified = Load(der, CertificateRequestLoadOptions.SkipSignatureValidation);
        if (!IsAllowed(unverified.PublicKey))
            throw CertificateRefusals.BadKey();
        if (!Algorithms.Contains(AlgorithmOf(der)))
            throw CertificateRefusals.BadAlgorithm();
        var request = Load(der, CertificateRequestLoadOptions.Default);
        if (!HasGoodLetters(request.SubjectName))
            throw CertificateRefusals.BadRequest();
        return new SigningRequest(request.SubjectName, request.PublicKey);
    }

    /// <summary>Whether the request is for exactly this subject, in any order.</summary>
    public bool IsFor(EnrollmentDataBody data)
    {
        (string Oid, string? Value)[] wanted =
        [
            (NameAttribute.CommonName, data.CommonName),
            (NameAttribute.CountryName, data.CountryName),
            (NameAttribute.GivenName, data.GivenName),
            (NameAttribute.Surname, data.Surname),
            (NameAttribute.SerialNumber, data.SerialNumber),
            (NameAttribute.UniqueIdentifier, data.UniqueIdentifier),
            (NameAttribute.OrganizationName, data.OrganizationName),
            (NameAttribute.OrganizationIdentifier, data.OrganizationIdentifier),
        ];
        return NameAttribute
            .ReadAll(Name)
            .Select(a => (a.Oid, (string?)a.Value))
            .Order()
            .SequenceEqual(wanted.Where(w => w.Value is not null).Order());
    }

    private static CertificateRequest Load(byte[] der, CertificateRequestLoadOptions options)
    {
        try
        {
            return CertificateRequest.LoadSigningRequest(
                der,
                HashAlgorithmName.SHA256,
                options,
                RSASignaturePadding.Pkcs1
            );
        }
        catch (CryptographicException)
        {
            throw CertificateRefusals.BadRequest();
        }
        catch (NotSupportedException)
        {
            throw CertificateRefusals.BadAlgorithm();
        }
    }

    private static bool IsAllowed(PublicKey key)
    {
        try
        {
            using var rsa = key.GetRSAPublicKey();
            if (rsa is not null)
                return rsa.KeySize == 2048;
            using var ecdsa = key.GetECDsaPublicKey();
            return ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value is P256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string AlgorithmOf(byte[] der)
    {
        var request = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        request.ReadEncodedValue();
        return request.ReadSequence().ReadObjectIdentifier();
    }

    // Observed (issue #655): Polish letters in another kind of string than UTF8String are 25004.
    private static bool HasGoodLetters(X500DistinguishedName name)
    {
        try
        {
            return NameAttribute
                .ReadAll(name)
                .All(a => a.Kind == UniversalTagNumber.UTF8String || a.Value.All(char.IsAscii));
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}

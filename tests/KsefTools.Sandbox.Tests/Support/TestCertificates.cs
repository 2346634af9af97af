using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>Self-signed certificates for whoever a test needs.</summary>
public static class TestCertificates
{
    private static readonly DateTimeOffset From = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2027, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<RSA> SharedRsa = new(() => RSA.Create(2048));

    public static X509Certificate2 Seal(string nip, AsymmetricAlgorithm? key = null) =>
        Create(
            key,
            ("2.5.4.3", "Biuro Żółw"),
            ("2.5.4.10", "Biuro Żółw sp. z o.o., Łódź"),
            ("2.5.4.97", $"VATPL-{nip}"),
            ("2.5.4.6", "PL")
        );

    /// <summary>A natural person, Anna Żak.</summary>
    /// <param name="serialNumber">For example <c>PNOPL-44051401359</c>.</param>
    /// <param name="key">Null for a new key on P-256.</param>
    public static X509Certificate2 Person(string serialNumber, AsymmetricAlgorithm? key = null) =>
        Create(
            key,
            ("2.5.4.3", "Anna Żak"),
            ("2.5.4.42", "Anna"),
            ("2.5.4.4", "Żak"),
            ("2.5.4.5", serialNumber),
            ("2.5.4.6", "PL")
        );

    public static X509Certificate2 Create(AsymmetricAlgorithm? key, params (string Oid, string Value)[] subject) =>
        Create(key, From, To, subject);

    public static X509Certificate2 Create(
        AsymmetricAlgorithm? key,
        DateTimeOffset from,
        DateTimeOffset to,
        params (string Oid, string Value)[] subject
    )
    {
        key ??= ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = Name(subject);
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(from, to);
    }

    /// <summary>One RSA key for all tests: making one takes long.</summary>
    public static RSA RsaKey() => RSA.Create(SharedRsa.Value.ExportParameters(includePrivateParameters: true));

    public static X500DistinguishedName Name(params (string Oid, string Value)[] subject)
    {
        var builder = new X500DistinguishedNameBuilder();
        foreach (var (oid, value) in subject)
            builder.Add(
                oid,
                value,
                oid is "2.5.4.6" ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String
            );
        return builder.Build();
    }
}

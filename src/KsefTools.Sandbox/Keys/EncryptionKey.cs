using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Sandbox.Keys;

/// <summary>A key pair of the environment with its certificates. Decrypts from many threads at once.</summary>
internal sealed class EncryptionKey
{
    private readonly RSAParameters parameters;
    private readonly ConcurrentBag<RSA> idle = [];

    public EncryptionKey(KeyUsage usage, RSAParameters parameters)
    {
        Usage = usage;
        this.parameters = parameters;
        using var rsa = RSA.Create(parameters);
        Id = Convert.ToBase64String(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
    }

    public KeyUsage Usage { get; }

    /// <summary>Base64 of SHA-256 over the SubjectPublicKeyInfo: stays when the key gets a new certificate.</summary>
    public string Id { get; }

    /// <summary>Plaintext of an RSA-OAEP SHA-256 message; null when it was not made for this key.</summary>
    public byte[]? TryDecrypt(byte[] cipher)
    {
        if (!idle.TryTake(out var rsa))
            rsa = RSA.Create(parameters);
        try
        {
            return rsa.Decrypt(cipher, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    public KeyCertificate Certify(DateTimeOffset from, DateTimeOffset to, string environment)
    {
        using var rsa = RSA.Create(parameters);
        var request = new CertificateRequest(
            $"CN=KSeF Sandbox {environment} {Usage}, O=KsefTools Sandbox, C=PL",
            rsa,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true));
        using var certificate = request.CreateSelfSigned(from, to);
        return new KeyCertificate(
            Id,
            Usage,
            certificate.RawData,
            new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            new DateTimeOffset(certificate.NotAfter).ToUniversalTime()
        );
    }
}

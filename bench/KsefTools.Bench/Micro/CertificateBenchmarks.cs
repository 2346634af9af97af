using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Bench.Micro;

/// <summary>
/// What a certificate costs this machine: signing a sign-in, asking for a new one, taking it out of the vault. The
/// ratio is to the platform's signature alone, with a key of the same kind, in the same run.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
[MedianColumn]
[MaxColumn]
[OperationsPerSecond]
public class CertificateBenchmarks
{
    private static readonly AuthTokenRequest Request = new(
        "20261122-CR-461EA5B000-537A6BA15D-D7",
        new ContextIdentifier(ContextType.Nip, "5260001246"),
        SubjectIdentifierType.CertificateSubject
    );

    private static readonly EnrollmentSubject Subject = new()
    {
        CommonName = "Biuro Rachunkowe Żółw",
        CountryName = "PL",
        OrganizationName = "Biuro Rachunkowe Żółw",
        OrganizationIdentifier = "VATPL-5260001246",
    };

    private readonly XadesSigner _signer = new(TimeProvider.System);
    private KeyMaterial _material = null!;
    private SecretText _vaultText = null!;
    private byte[] _signed = [];
    private Func<byte[]> _bareSign = null!;
    private ECDsa? _ec;
    private RSA? _rsa;

    [Params(KeyAlgorithm.Ec, KeyAlgorithm.Rsa)]
    public KeyAlgorithm Key { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _material = SelfSigned(Key);
        _vaultText = _material.ToVaultText();
        _signed = _signer.Sign(Request, _material);
        if (Key is KeyAlgorithm.Ec)
        {
            var ec = _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            _bareSign = () => ec.SignData(_signed, HashAlgorithmName.SHA256);
        }
        else
        {
            var rsa = _rsa = RSA.Create(2048);
            _bareSign = () => rsa.SignData(_signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _material.Dispose();
        _ec?.Dispose();
        _rsa?.Dispose();
    }

    /// <summary>
    /// The platform's signature over as many bytes as a signed AuthTokenRequest has, and nothing else.
    /// </summary>
    [Benchmark(Baseline = true)]
    public byte[] BareSign() => _bareSign();

    /// <summary>An AuthTokenRequest as XAdES.</summary>
    [Benchmark]
    public byte[] Sign() => _signer.Sign(Request, _material);

    /// <summary>A file that was signed elsewhere, judged.</summary>
    [Benchmark]
    public SignedRequest CheckSigned() => SignedRequestCheck.Read(_signed, Request);

    /// <summary>A certificate signing request with a key at hand.</summary>
    [Benchmark]
    public string CreateRequest() => CertificateRequests.Create(Subject, _material.Key);

    /// <summary>The same with a new key, as an enrolment does it.</summary>
    [Benchmark]
    public string CreateRequestWithNewKey()
    {
        using var key = KeyPair.Generate(Key);
        return CertificateRequests.Create(Subject, key);
    }

    /// <summary>The vault's text to a certificate with its key, matched.</summary>
    [Benchmark]
    public int ReadVaultText()
    {
        using var material = KeyMaterial.FromVaultText(_vaultText);
        return material.Key.Bits;
    }

    private static KeyMaterial SelfSigned(KeyAlgorithm algorithm)
    {
        var name = new X500DistinguishedName(
            $"CN={Subject.CommonName},O={Subject.OrganizationName},OID.2.5.4.97={Subject.OrganizationIdentifier},C=PL"
        );
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        AsymmetricAlgorithm key = algorithm is KeyAlgorithm.Ec ? ec : rsa;
        var request =
            algorithm is KeyAlgorithm.Ec
                ? new CertificateRequest(name, ec, HashAlgorithmName.SHA256)
                : new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        return KeyMaterial.FromVaultText(
            new SecretText($"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n")
        );
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Micro;

/// <summary>What every client of an audit costs this machine, apart from HTTP.</summary>
[MemoryDiagnoser]
public class SignInBenchmarks
{
    private const string Token =
        "20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly byte[] _plain = Encoding.UTF8.GetBytes(Token + "|1795334400123");
    private readonly SecretText _jwt = new(
        "eyJhbGciOiJIUzI1NiJ9."
            + Base64Url.EncodeToString(
                """{"typ":"ContextToken","cit":"Nip","civ":"5265877635","aum":"Token","arn":"20251010-AU-1DCE3E3000-12ECB5B36E-45","per":"[\"InvoiceRead\",\"InvoiceWrite\"]","pec":"[]","rol":"[]","pep":"[\"InvoiceRead\",\"InvoiceWrite\"]","iat":1795334400,"exp":1795335300}"""u8
            )
            + ".c2lnbmF0dXJl"
    );

    [Benchmark]
    public bool Parse_a_token() => TokenText.TryParse(Token, out _);

    [Benchmark]
    public bool Check_a_nip() => Nip.TryParse("5265877635", out _);

    [Benchmark]
    public SessionClaims Read_a_JWTs_claims() => SessionClaims.Read(_jwt);

    [Benchmark]
    public byte[] Encrypt_a_token() => _rsa.Encrypt(_plain, RSAEncryptionPadding.OaepSHA256);
}

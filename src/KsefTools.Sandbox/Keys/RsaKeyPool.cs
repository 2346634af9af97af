using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace KsefTools.Sandbox.Keys;

/// <summary>
/// RSA keys by number, made when first asked for and shared by all hosts of the process: making a key takes a tenth of
/// a second, and tests start many hosts.
/// </summary>
internal static class RsaKeyPool
{
    private static readonly ConcurrentDictionary<int, Lazy<RSAParameters>> Keys = new();

    public static RSAParameters Get(int number) => Keys.GetOrAdd(number, static _ => new(Make)).Value;

    private static RSAParameters Make()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: true);
    }
}

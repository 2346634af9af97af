using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace KsefTools.Sandbox.Auth.Xades.Algorithms;

/// <summary>Hash algorithms by type.</summary>
internal static class Hashes
{
    [SuppressMessage("Security", "CA5350", Justification = "KSeF lists SHA-1; a setting lets it in.")]
    public static HashAlgorithm Create<THash>()
        where THash : HashAlgorithm =>
        typeof(THash) == typeof(SHA1) ? SHA1.Create()
        : typeof(THash) == typeof(SHA384) ? SHA384.Create()
        : typeof(THash) == typeof(SHA512) ? SHA512.Create()
        : SHA256.Create();

    public static HashAlgorithmName NameOf<THash>()
        where THash : HashAlgorithm => new(typeof(THash).Name);
}

using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>A certificate with its key that is to leave the vault.</summary>
/// <param name="Secret">Where both are.</param>
/// <param name="Path">The file; of the portal's two, their common path without an ending.</param>
/// <param name="Format">What is written.</param>
/// <param name="Overwrite">Whether files that are there already may be replaced.</param>
public sealed record HandoutOrder(SecretAddress Secret, string Path, CertificateFileFormat Format, bool Overwrite)
{
    /// <summary>The client for which it is exported; null where it is an identity of the office.</summary>
    public string? Nip { get; init; }

    /// <summary>The identity, where it is one's own.</summary>
    public string? Identity { get; init; }

    /// <summary>Who gets it, in words; null where nobody said.</summary>
    public string? To { get; init; }

    /// <summary>The files that are written, in this order.</summary>
    public IReadOnlyList<string> Paths =>
        Format is CertificateFileFormat.Portal ? [$"{Path}.key", $"{Path}.crt"] : [Path];
}

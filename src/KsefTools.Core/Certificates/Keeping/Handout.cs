namespace KsefTools.Core.Certificates.Keeping;

/// <summary>A certificate with its key that left the vault.</summary>
/// <param name="Secret">Vault and name of the secret, as the journal has it.</param>
/// <param name="At">When, in UTC.</param>
public sealed record Handout(string Secret, DateTimeOffset At)
{
    /// <summary>The client for which it was exported; null for an identity's own, or where nobody wrote it.</summary>
    public string? Nip { get; init; }

    public string? Identity { get; init; }

    /// <summary>Who got it, in words; null where nobody said.</summary>
    public string? To { get; init; }

    /// <summary>The file.</summary>
    public string? Path { get; init; }

    /// <summary>What was written, by the name of a <see cref="CertificateFileFormat"/>.</summary>
    public string? Format { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>The certificate's last moment, in UTC; null where it was not written.</summary>
    public DateTimeOffset? ValidTo { get; init; }
}

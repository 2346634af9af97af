namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// One entry under <c>access</c> of a profile: a credential by the name of its secret, or an office identity.
/// </summary>
public sealed record AccessEntry
{
    public CredentialKind Kind { get; init; }

    /// <summary>The secret's name; null where <see cref="Identity"/> stands instead.</summary>
    public string? Secret { get; init; }

    /// <summary>The vault's name; null where the office's default applies.</summary>
    public string? Vault { get; init; }

    /// <summary>A token's reference number (36 characters).</summary>
    public string? Reference { get; init; }

    /// <summary>A certificate's serial number (16 hexadecimal digits).</summary>
    public string? Serial { get; init; }

    public string? GeneratedBy { get; init; }

    public DateOnly? GeneratedOn { get; init; }

    /// <summary>The name of the office identity in office.yaml that serves this client.</summary>
    public string? Identity { get; init; }

    /// <summary>
    /// The day on which the client was moved to a certificate: from then on a token is kept as the way back alone.
    /// </summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>Where the entry stands in its file, counted from 1; 0 for one that was never in a file.</summary>
    public int Line { get; init; }

    /// <summary>Counted from 1; 0 for one that was never in a file.</summary>
    public int Column { get; init; }
}

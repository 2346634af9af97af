using KsefTools.Core.Secrets;

namespace KsefTools.Core.Audit.Findings;

/// <summary>What the sentence and the remedy of a finding are filled in with. Holds no secret.</summary>
/// <param name="Nip">The client's NIP, as the remedy names it.</param>
public sealed record FindingArguments(string Nip)
{
    /// <summary>What the sentence calls the credential, and which commands fix it.</summary>
    public CredentialKind Kind { get; init; } = CredentialKind.Token;

    /// <summary>The office's identity whose certificate it is; null for a credential of the client's own.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether the identity itself was tested, and not a client that it serves.</summary>
    public bool IsOfOffice { get; init; }

    /// <summary>
    /// What the finding is about in particular: permissions, another client's NIP, the reason of a failure.
    /// </summary>
    public string Detail { get; init; } = "";

    /// <summary>The token's or tokens' reference numbers.</summary>
    public string Reference { get; init; } = "";

    public string Environment { get; init; } = "";

    public string SecretName { get; init; } = "";

    /// <summary>The vault's registered name; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>Whether the vault is what it is about, and not KSeF.</summary>
    public bool IsOfVault { get; init; }

    /// <summary>Why the vault gave nothing; null where it was not asked or did.</summary>
    public SecretVaultFailure? Silence { get; init; }

    /// <summary>The day that the sentence speaks of.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>A later day that the sentence speaks of, where there are two.</summary>
    public DateOnly? LaterDate { get; init; }

    /// <summary>A number of days that the sentence speaks of.</summary>
    public int Days { get; init; }

    internal string Day => Text(Date);

    internal string LaterDay => Text(LaterDate);

    private static string Text(DateOnly? day) => day is { } known ? LocalTime.Day(known) : "?";
}

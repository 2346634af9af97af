using KsefTools.Core.Credentials;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Audit.Facts;

/// <summary>What is known about a credential of any kind when the rules judge it. Holds no secret.</summary>
public abstract record CredentialFacts
{
    /// <summary>What the profile says.</summary>
    public required KsefCredential Credential { get; init; }

    public required OfficePolicy Policy { get; init; }

    /// <summary>The time of the verdict.</summary>
    public required DateTimeOffset Now { get; init; }

    public SecretState Secret { get; init; } = SecretState.Present;

    /// <summary>Why the vault was silent, or the secret is not what it should be; without the secret.</summary>
    public string SecretProblem { get; init; } = "";

    /// <summary>Why the vault was silent; null where it was not.</summary>
    public SecretVaultFailure? Silence { get; init; }

    public SignInOutcome SignIn { get; init; }

    public SignInKind SignInKind { get; init; }

    /// <summary>The question that stayed unanswered, if any.</summary>
    public AuditTrouble? Trouble { get; init; }

    /// <summary>What the session may do; null where nothing is known about it.</summary>
    public EffectivePermissions? Effective { get; init; }
}

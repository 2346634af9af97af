using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Audit.Facts;

/// <summary>
/// Everything known about one credential when the rules judge it. Holds no secret, so that facts may be logged and
/// compared.
/// </summary>
public sealed record TokenFacts : CredentialFacts
{
    /// <summary>The reference number in the token's own text.</summary>
    public ReferenceNumber? Reference { get; init; }

    /// <summary>The context in the token's own text; null where it names none.</summary>
    public ContextIdentifier? Context { get; init; }

    /// <summary>Other credentials that hold the same token, for a person: NIP and name.</summary>
    public IReadOnlyCollection<string> SharedWith { get; init; } = [];

    /// <summary>When this audit signed in with the token itself; null where a session was reused.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Where the token signs in although the profile names another environment.</summary>
    public string? OtherEnvironment { get; init; }

    /// <summary>The token's own metadata (GET /tokens).</summary>
    public TokenMetadata? Own { get; init; }

    /// <summary>Every living token of the context; null where the session may not see them all.</summary>
    public IReadOnlyCollection<TokenMetadata>? TokensOfContext { get; init; }

    /// <summary>Which of these the office holds: its profiles name them, or its secrets are them.</summary>
    public IReadOnlySet<string> KnownReferences { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether the client has granted what the move to a certificate was waiting for.</summary>
    public bool HasGrantArrived { get; init; }

    /// <summary>Who used the token last, apart from this office's audits.</summary>
    public TokenUse Use { get; init; } = TokenUse.Nothing;

    /// <summary>
    /// When the token was generated: KSeF's word, else the profile's, else the date in the reference.
    /// </summary>
    public DateTimeOffset? CreatedOn =>
        Own?.DateCreated ?? StartOf(Credential.GeneratedOn.ToDay()) ?? StartOf(Reference?.Date);

    /// <summary>
    /// Whether the token's own text names another taxpayer than the profile: a NIP, or what begins with one
    /// (InternalId, NipVatUe). Such a token is never used, for it would open another client's data.
    /// </summary>
    public bool IsAnotherClients => Context is { } context && !context.IsOf(ContextIdentifier.OfClient(Credential.Nip));

    /// <summary>Whether the token signed in and KSeF calls it active, as far as it said.</summary>
    public bool Works =>
        SignIn is SignInOutcome.SignedIn
        && (Own is null || string.Equals(Own.Status, "Active", StringComparison.OrdinalIgnoreCase));

    internal FindingArguments Arguments =>
        new(Credential.Nip)
        {
            Environment = Credential.Environment,
            SecretName = Credential.SecretName ?? "",
            Vault = Credential.Vault,
            Reference = Reference?.Value ?? Credential.Reference ?? "",
        };

    private static DateTimeOffset? StartOf(DateOnly? day) =>
        day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) : null;
}

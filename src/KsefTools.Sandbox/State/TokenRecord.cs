using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State;

/// <summary>
/// Everything the sandbox knows of one KSeF token. Immutable: a change replaces it in <see cref="World"/>.
/// </summary>
public sealed record TokenRecord
{
    public required string ReferenceNumber { get; init; }

    /// <summary>The whole text, <c>reference|context|64 hex digits</c>, as the API shows it once.</summary>
    public required string Secret { get; init; }

    public required ContextIdentifier Context { get; init; }

    public required SubjectIdentifier Author { get; init; }

    public string Description { get; init; } = "Token KSeF";

    public required IReadOnlyList<Permission> RequestedPermissions { get; init; }

    /// <summary>
    /// What the token may really do. Null: the requested permissions that its author still has. (Observed: active
    /// tokens whose effective rights are fewer than requested; docs/ksef.md, Tokens.)
    /// </summary>
    public IReadOnlyList<Permission>? EffectivePermissions { get; init; }

    public required DateTimeOffset DateCreated { get; init; }

    public DateTimeOffset? LastUseDate { get; init; }

    /// <summary>The last use that was already shown when <see cref="LastUseDate"/> happened.</summary>
    public DateTimeOffset? EarlierUseDate { get; init; }

    public TokenStatus Status { get; init; } = TokenStatus.Active;

    public IReadOnlyList<string> StatusDetails { get; init; } = [];

    /// <summary>How long it stays Pending or Revoking; null: for ever.</summary>
    internal Underway? Underway { get; init; }

    /// <summary>
    /// The token after a sign-in; for the delay see <see cref="Hosting.SandboxSettings.LastUseDelay"/>.
    /// </summary>
    public TokenRecord UsedAt(DateTimeOffset now, TimeSpan delay) =>
        this with
        {
            LastUseDate = now,
            EarlierUseDate = LastUseShownAt(now, delay),
        };

    /// <summary>What the API shows as the last use, so long after it.</summary>
    public DateTimeOffset? LastUseShownAt(DateTimeOffset now, TimeSpan delay) =>
        LastUseDate is { } used && now - used < delay ? EarlierUseDate : LastUseDate;

    /// <summary>Names the token, never its secret.</summary>
    public override string ToString() => $"{ReferenceNumber} ({Context}, {Status})";
}

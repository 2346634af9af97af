using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State;

/// <summary>A token to be made; its reference number and secret are drawn by <see cref="World"/>.</summary>
public sealed record NewToken(
    ContextIdentifier Context,
    SubjectIdentifier Author,
    IReadOnlyList<Permission> RequestedPermissions
)
{
    public const string UsualDescription = "Token KSeF";

    public string Description { get; init; } = UsualDescription;

    public IReadOnlyList<Permission>? EffectivePermissions { get; init; }

    public TokenStatus Status { get; init; } = TokenStatus.Active;

    /// <summary>See <see cref="TokenRecord.Underway"/>.</summary>
    internal Underway? Underway { get; init; }
}

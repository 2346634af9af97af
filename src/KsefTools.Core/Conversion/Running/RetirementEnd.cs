namespace KsefTools.Core.Conversion.Running;

/// <summary>The outcome of a token that a certificate has replaced.</summary>
/// <param name="IsRevoked">Whether it was revoked and seen not to sign in any more.</param>
/// <param name="Problem">What a person should know, in one sentence; null for nothing.</param>
internal sealed record RetirementEnd(bool IsRevoked, string? Problem);

namespace KsefTools.Core.Tokens;

/// <summary>What KSeF listed for one credential, or why it did not.</summary>
/// <param name="Credential">Whose session was used.</param>
/// <param name="Tokens">The tokens that this session may see, the newest first; empty after a failure.</param>
/// <param name="Failure">What went wrong; its message holds no secret. Null where the list was read.</param>
public sealed record TokenListing(KsefCredential Credential, IReadOnlyList<KsefToken> Tokens, Exception? Failure);

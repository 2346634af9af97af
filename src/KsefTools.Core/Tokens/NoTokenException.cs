namespace KsefTools.Core.Tokens;

/// <summary>
/// A client has no token to sign in with: none is named, none is in the vault, or what is there is none.
/// </summary>
public sealed class NoTokenException(string message) : Exception(message);

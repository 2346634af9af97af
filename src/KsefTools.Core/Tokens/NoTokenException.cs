namespace KsefTools.Core.Tokens;

/// <summary>
/// A client has nothing to sign in with: nothing is named, nothing is in the vault, or what is there is of no use.
/// </summary>
public sealed class NoTokenException(string message) : Exception(message);

namespace KsefTools.Core.Tokens;

/// <summary>
/// A client has no token to sign in with: none is named, none is in the vault, or what is there is none.
/// </summary>
public sealed class NoTokenException(KsefCredential credential, string message) : Exception(message)
{
    /// <summary>The client's NIP.</summary>
    public string Nip { get; } = credential.Nip;
}

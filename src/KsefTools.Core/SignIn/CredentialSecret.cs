using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;

namespace KsefTools.Core.SignIn;

/// <summary>
/// A secret of the vault, read as what it is: a token, or a certificate with its key. Exactly one is there.
/// </summary>
/// <param name="Token">The token; null for a certificate.</param>
/// <param name="Material">
/// The certificate; it stays the <see cref="CredentialSessions"/>' own. Null for a token.
/// </param>
public sealed record CredentialSecret(TokenText? Token, KeyMaterial? Material)
{
    // The generated text would print the members, of which nobody should have to know that they blot themselves out.
    /// <inheritdoc/>
    public override string ToString() => Token is null ? "certificate" : "token";
}

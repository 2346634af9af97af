using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;

namespace KsefTools.Core.Credentials;

/// <summary>What the vault answered for one credential.</summary>
/// <param name="State">Whether there is a token or a certificate to work with.</param>
/// <param name="Token">The token; null unless <paramref name="State"/> is Present and the credential is one.</param>
/// <param name="Problem">Why not, for a person; without the secret.</param>
/// <param name="Material">
/// The certificate with its key, which the reader owns; null unless <paramref name="State"/> is Present and the
/// credential is one.
/// </param>
internal sealed record SecretLookup(
    SecretState State,
    TokenText? Token = null,
    string Problem = "",
    KeyMaterial? Material = null
);

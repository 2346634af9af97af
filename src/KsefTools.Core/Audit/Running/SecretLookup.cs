using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Audit.Running;

/// <summary>What the vault answered for one credential.</summary>
/// <param name="State">Whether there is a token to work with.</param>
/// <param name="Token">The token; null unless <paramref name="State"/> is Present.</param>
/// <param name="Problem">Why not, for a person; without the secret.</param>
internal sealed record SecretLookup(SecretState State, TokenText? Token = null, string Problem = "");

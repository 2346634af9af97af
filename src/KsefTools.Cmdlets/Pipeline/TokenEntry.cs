using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>What a profile says of a token.</summary>
internal static class TokenEntry
{
    /// <summary>Whether a token that was made for a context is the client's, or one of its units'.</summary>
    internal static bool IsOf(ContextIdentifier context, ClientProfile profile) =>
        context.Type switch
        {
            ContextType.Nip => context.Value == profile.Nip.Value,
            // A unit's or an EU identifier begins with the NIP it belongs to.
            ContextType.InternalId or ContextType.NipVatUe => context.Value.StartsWith(
                $"{profile.Nip.Value}-",
                StringComparison.Ordinal
            ),
            _ => false,
        };

    /// <summary>The entry for a new token: the former one's secret, and nothing of who generated it.</summary>
    internal static AccessEntry Of(OfficeFolder office, ClientProfile profile, AccessEntry? before, TokenText token) =>
        (before ?? new AccessEntry { Kind = CredentialKind.Token }) with
        {
            Secret =
                before?.Secret ?? SecretNames.ForToken(profile.Environment ?? office.Settings.Environment, profile.Nip),
            Vault = before?.Vault,
            Reference = token.Reference.Value,
            GeneratedBy = null,
            GeneratedOn = null,
        };
}

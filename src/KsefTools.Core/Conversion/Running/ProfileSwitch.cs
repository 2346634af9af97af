using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Makes a client's file name the certificate instead of the token, or the token again. Each is one change of the file,
/// so that no moment leaves the client without a credential, and safe to do twice.
/// </summary>
internal sealed class ProfileSwitch(OfficeFolder office, ClientProfile profile)
{
    /// <summary>The certificate serves from a day on; the tokens stay as the way back.</summary>
    /// <param name="identity">
    /// The office's identity; null where the client's own certificate stands in the file already.
    /// </param>
    /// <param name="tokens">The tokens that it replaces.</param>
    /// <param name="day">The day.</param>
    /// <returns>The profile as it reads afterwards.</returns>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public ClientProfile ToCertificate(string? identity, IReadOnlyCollection<SecretAddress> tokens, DateOnly day) =>
        office.Profiles.Patch(
            profile,
            editor =>
            {
                if (identity is not null && !editor.Profile.Access.Any(entry => IsOf(entry, identity)))
                    editor.AddAccess(new AccessEntry { Kind = CredentialKind.Certificate, Identity = identity });
                foreach (var (index, entry) in editor.Profile.Access.Index().ToList())
                    if (entry.RetiredOn is null && IsOneOf(entry, tokens))
                        editor.ReplaceAccess(index, entry with { RetiredOn = day });
            }
        );

    /// <summary>The tokens serve again, and the identity does not.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public void ToToken(string? identity, IReadOnlyCollection<SecretAddress> tokens) =>
        office.Profiles.Patch(
            profile,
            editor =>
            {
                foreach (var (index, entry) in editor.Profile.Access.Index().ToList())
                    if (entry.RetiredOn is not null && IsOneOf(entry, tokens))
                        editor.ReplaceAccess(index, entry with { RetiredOn = null });
                for (var index = editor.Profile.Access.Count - 1; index >= 0; index--)
                    if (identity is not null && IsOf(editor.Profile.Access[index], identity))
                        editor.RemoveAccess(index);
            }
        );

    /// <summary>Takes a retired token out of the file.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public void Forget(SecretAddress token) =>
        office.Profiles.Patch(
            profile,
            editor =>
            {
                for (var index = editor.Profile.Access.Count - 1; index >= 0; index--)
                    if (editor.Profile.Access[index] is { RetiredOn: not null } entry && IsOneOf(entry, [token]))
                        editor.RemoveAccess(index);
            }
        );

    /// <summary>The client's tokens that a certificate has replaced: the way back.</summary>
    public static IEnumerable<AccessEntry> RetiredTokens(ClientProfile profile) =>
        profile.Access.Where(entry => entry is { Kind: CredentialKind.Token, RetiredOn: not null, Secret: not null });

    /// <summary>Where an entry's secret is; null for one that names an identity.</summary>
    public static SecretAddress? AddressOf(OfficeFolder office, AccessEntry entry) =>
        entry.Secret is { } secret ? new SecretAddress(entry.Vault ?? office.Settings.Vault, secret) : null;

    public static bool IsOf(AccessEntry entry, string identity) =>
        OfficeIdentity.Names.Equals(entry.Identity, identity);

    private bool IsOneOf(AccessEntry entry, IReadOnlyCollection<SecretAddress> tokens) =>
        entry.Kind is CredentialKind.Token && AddressOf(office, entry) is { } address && tokens.Contains(address);
}

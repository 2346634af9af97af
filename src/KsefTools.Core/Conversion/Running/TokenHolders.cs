using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Who else names a token or its secret: before one is revoked or removed, nobody may be left who lives by it. Read
/// from the files when asked, for other clients move at the same time.
/// </summary>
internal sealed class TokenHolders
{
    private readonly OfficeFolder _office;
    private readonly ILookup<string, ClientId> _byReference;
    private readonly ILookup<SecretAddress, ClientId> _bySecret;

    public TokenHolders(OfficeFolder office, IEnumerable<ClientProfile> profiles)
    {
        _office = office;
        var tokens = profiles
            .SelectMany(profile => profile.Access.Select(entry => (profile.Nip, Entry: entry)))
            .Where(pair => pair.Entry.Kind is CredentialKind.Token)
            .ToList();
        _byReference = tokens
            .Where(pair => pair.Entry.Reference is not null)
            .ToLookup(pair => pair.Entry.Reference!, pair => pair.Nip, StringComparer.OrdinalIgnoreCase);
        _bySecret = tokens
            .Where(pair => pair.Entry.Secret is not null)
            .ToLookup(pair => ProfileSwitch.AddressOf(office, pair.Entry)!.Value, pair => pair.Nip);
    }

    /// <summary>Another client that still lives by the token, for a person; null for none.</summary>
    public string? OtherUser(ClientId client, string? reference, SecretAddress secret)
    {
        var suspects = _bySecret[secret].Concat(reference is null ? [] : _byReference[reference]).Distinct();
        foreach (var nip in suspects.Where(nip => nip != client))
            if (
                _office.Profiles.Read(nip)?.Profile is { } profile
                && profile.Access.Any(entry => entry.RetiredOn is null && Is(entry, reference, secret))
            )
                return $"{profile.Nip} ({profile.Name})";
        return null;
    }

    private bool Is(AccessEntry entry, string? reference, SecretAddress secret) =>
        entry.Kind is CredentialKind.Token
        && (
            ProfileSwitch.AddressOf(_office, entry) == secret
            || (reference is not null && string.Equals(entry.Reference, reference, StringComparison.OrdinalIgnoreCase))
        );
}

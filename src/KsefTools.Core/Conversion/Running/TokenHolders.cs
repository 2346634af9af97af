using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Who else names a token or its secret: before one is revoked or removed, nobody may be left who lives by it. Asked of
/// the files as they are then, for other clients come and move at the same time; each is read again once it changes.
/// </summary>
internal sealed class TokenHolders(OfficeFolder office)
{
    private readonly Lock _sync = new();
    private Dictionary<string, (ClientFile File, IReadOnlyList<ClientProfile> Clients)> _read = [];

    /// <summary>Another client that still lives by the token, for a person; null for none.</summary>
    /// <exception cref="OfficeFolderException">The folder of the clients' files cannot be read.</exception>
    public string? OtherUser(ClientId client, string? reference, SecretAddress secret) =>
        Clients()
            .Where(profile => profile.Nip != client)
            .FirstOrDefault(profile =>
                profile.Access.Any(entry => entry.RetiredOn is null && Is(entry, reference, secret))
            )
            is { } other
            ? $"{other.Nip} ({other.Name})"
            : null;

    private List<ClientProfile> Clients()
    {
        lock (_sync)
        {
            var files = office.Profiles.Files();
            var changed = files.Where(file => !IsKnown(file)).ToList();
            var read = ProfileStore.ReadFiles([.. changed.Select(file => file.Path)], CancellationToken.None);
            var fresh = changed
                .Zip(read)
                .ToDictionary(
                    pair => pair.First.Path,
                    pair => (pair.First, Profiles(pair.Second)),
                    StringComparer.Ordinal
                );
            _read = files.ToDictionary(
                file => file.Path,
                file => fresh.TryGetValue(file.Path, out var now) ? now : _read[file.Path],
                StringComparer.Ordinal
            );
            return [.. _read.Values.SelectMany(known => known.Clients)];
        }
    }

    private bool IsKnown(ClientFile file) =>
        _read.TryGetValue(file.Path, out var known)
        && file.IsAsOf(known.File.Written)
        && file.Length == known.File.Length;

    private static IReadOnlyList<ClientProfile> Profiles(IEnumerable<ProfileReadResult> read) =>
        [.. read.Select(result => result.Profile).OfType<ClientProfile>()];

    private bool Is(AccessEntry entry, string? reference, SecretAddress secret) =>
        entry.Kind is CredentialKind.Token
        && (
            (entry.Secret is not null && SecretUse.MayBeSame(SecretUse.AddressOf(office, entry), secret))
            || (reference is not null && string.Equals(entry.Reference, reference, StringComparison.OrdinalIgnoreCase))
        );
}

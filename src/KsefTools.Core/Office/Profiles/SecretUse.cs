using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Yaml;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// Which secrets the office's files name, as they are on disk at this moment. When in doubt a secret is named: by a
/// file that cannot be read, by a text that only contains the name, by an entry of which only the vault's name may
/// differ.
/// </summary>
public sealed class SecretUse
{
    private readonly OfficeFolder _office;
    private readonly List<(string? Vault, string Name, ClientId? Client)> _named = [];

    /// <summary>
    /// What stands in files that are no profiles: their text; null for one that cannot be read at all.
    /// </summary>
    private readonly List<string?> _texts = [];

    private SecretUse(OfficeFolder office) => _office = office;

    /// <summary>Reads all files of the office.</summary>
    /// <param name="office">The office.</param>
    /// <param name="leaving">Entries that are about to leave their profiles, and so do not count.</param>
    /// <param name="byText">
    /// Whether all of office.yaml counts, too; else its identities alone, with their vaults.
    /// </param>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public static SecretUse Of(
        OfficeFolder office,
        IReadOnlyCollection<LeavingEntries>? leaving = null,
        bool byText = true
    )
    {
        ArgumentNullException.ThrowIfNull(office);
        var use = Of(office, office.Profiles.ReadAll(), leaving);
        if (byText)
            use._texts.Add(TryRead(office.SettingsPath));
        return use;
    }

    /// <summary>From files that were read a moment ago; of office.yaml its identities alone count.</summary>
    internal static SecretUse Of(
        OfficeFolder office,
        IEnumerable<ProfileReadResult> files,
        IReadOnlyCollection<LeavingEntries>? leaving = null
    )
    {
        var use = new SecretUse(office);
        foreach (var result in files)
            if (result.Profile is { } profile)
                use.Add(profile, leaving ?? []);
            else
                use._texts.Add(TryRead(result.Path));
        use._named.AddRange(
            office
                .Settings.Identities.Where(identity => identity.Secret is not null)
                .Select(identity => (identity.Vault, identity.Secret!, (ClientId?)null))
        );
        return use;
    }

    /// <summary>Where an entry's secret is.</summary>
    public static SecretAddress AddressOf(OfficeFolder office, AccessEntry entry) =>
        new(entry.Vault ?? office.Settings.Vault, entry.Secret ?? "");

    /// <summary>
    /// The secrets of entries that are about to leave, as far as nobody else in the office names them.
    /// </summary>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public static IReadOnlyList<SecretAddress> OnlyOf(OfficeFolder office, LeavingEntries leaving)
    {
        ArgumentNullException.ThrowIfNull(leaving);
        var use = Of(office, [leaving]);
        return
        [
            .. leaving
                .Entries.Where(entry => entry.Secret is not null)
                .Select(entry => AddressOf(office, entry))
                .Distinct()
                .Where(secret => !use.Names(secret) && !SecretOwner.IsOfAnother(office, secret.Name)),
        ];
    }

    /// <summary>
    /// Whether another client's file, or an identity, names the secret. Files that cannot be read do not count: they
    /// would stop everybody.
    /// </summary>
    public bool NamesForOthers(ClientId client, SecretAddress secret) =>
        _named.Exists(named => named.Client != client && Is(named.Vault, named.Name, secret));

    /// <summary>Whether some file names the secret.</summary>
    public bool Names(SecretAddress secret) =>
        _named.Exists(named => Is(named.Vault, named.Name, secret))
        || _texts.Exists(text => text?.Contains(secret.Name, StringComparison.OrdinalIgnoreCase) ?? true);

    private void Add(ClientProfile profile, IReadOnlyCollection<LeavingEntries> leaving)
    {
        var entries = profile.Access.Select(LeavingEntries.Plain).ToList();
        foreach (var entry in leaving.Where(some => some.AreOf(profile)).SelectMany(some => some.Entries))
            entries.Remove(LeavingEntries.Plain(entry));
        _named.AddRange(
            entries
                .Where(entry => entry.Secret is not null)
                .Select(entry => (entry.Vault, entry.Secret!, (ClientId?)profile.Nip))
        );
    }

    /// <summary>
    /// Whether two places, with the office's vault where a file says none, may be one: vaults know no case of letters,
    /// and the default one has a name, too, which only the shell knows.
    /// </summary>
    internal static bool MayBeSame(SecretAddress one, SecretAddress other) =>
        IsSame(one.Name, other.Name)
        && (one.Vault is not { } vault || other.Vault is not { } otherVault || IsSame(vault, otherVault));

    private bool Is(string? vault, string name, SecretAddress secret) =>
        MayBeSame(
            new SecretAddress(vault ?? _office.Settings.Vault, name),
            secret with
            {
                Vault = secret.Vault ?? _office.Settings.Vault,
            }
        );

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? TryRead(string path)
    {
        try
        {
            return SourceText.Read(path).Text;
        }
        catch (OfficeFileException)
        {
            return null;
        }
    }
}

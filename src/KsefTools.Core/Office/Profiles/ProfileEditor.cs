using System.Globalization;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// Changes a client's file key by key. All that is not named stays as the person wrote it: comments, order,
/// indentation, line ends, quotes.
/// </summary>
public sealed class ProfileEditor
{
    private readonly string _path;
    private readonly YamlPatch _patch;

    internal ProfileEditor(string path, string text)
    {
        _path = path;
        Profile = Read(path, text);
        _patch = new YamlPatch(text);
    }

    /// <summary>The client as the text says now.</summary>
    public ClientProfile Profile { get; private set; }

    internal string Text => _patch.Text;

    public void SetName(string name) => Set("name", name);

    /// <summary>Sets the environment; null lets the client follow the office again.</summary>
    public void SetEnvironment(string? environment) => Set("environment", environment);

    /// <summary>Sets the contact; null takes it out.</summary>
    public void SetContact(string? contact) => Set("contact", contact);

    public void SetTags(IReadOnlyList<string> tags) => SetList("tags", tags);

    /// <summary>Sets the permissions that the client's credential should have.</summary>
    public void SetPermissions(IReadOnlyList<string> permissions) => SetList("permissions", permissions);

    public void AddAccess(AccessEntry entry)
    {
        var pairs = Pairs(entry)
            .Where(pair => pair.Value is not null)
            .Select(pair => (pair.Key, pair.Value!))
            .ToArray();
        _patch.AddItem("access", pairs, ProfileReader.Keys);
        Reread();
    }

    /// <summary>Makes an entry say what is given; keys that are not ours stay in it.</summary>
    /// <param name="index">The entry's position, from 0.</param>
    /// <param name="entry">Its new content.</param>
    public void ReplaceAccess(int index, AccessEntry entry)
    {
        var current = Pairs(Profile.Access[index]).ToDictionary(StringComparer.Ordinal);
        // What is new comes first: an entry must not be left without the one key that it needs.
        foreach (var (key, value) in Pairs(entry).OrderBy(pair => pair.Value is null))
            if (!string.Equals(current[key], value, StringComparison.Ordinal))
                _patch.Set(["access", index, key], value, ProfileReader.AccessKeys);
        Reread();
    }

    /// <summary>Takes an entry out.</summary>
    /// <param name="index">The entry's position, from 0.</param>
    public void RemoveAccess(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Profile.Access.Count);
        _patch.RemoveItem(["access"], index);
        Reread();
    }

    internal static IEnumerable<KeyValuePair<string, string?>> Pairs(AccessEntry entry) =>
        [
            new("kind", entry.Kind == CredentialKind.Certificate ? "certificate" : "token"),
            new("identity", entry.Identity),
            new("secret", entry.Secret),
            new("vault", entry.Vault),
            new("reference", entry.Reference),
            new("serial", entry.Serial),
            new("generatedBy", entry.GeneratedBy),
            new("generatedOn", Day(entry.GeneratedOn)),
            new("retiredOn", Day(entry.RetiredOn)),
        ];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ClientProfile Read(string path, string text)
    {
        var result = ProfileReader.Read(path, text);
        return result.Profile
            ?? throw new OfficeFileException([
                .. result.Problems.Where(problem => problem.Severity == FindingSeverity.Critical),
            ]);
    }

    private void Set(string key, string? value)
    {
        _patch.Set([key], value?.Trim(), ProfileReader.Keys);
        Reread();
    }

    private void SetList(string key, IReadOnlyList<string> values)
    {
        _patch.SetList(
            [key],
            [.. values.Select(value => value.Trim()).Distinct(StringComparer.Ordinal)],
            ProfileReader.Keys
        );
        Reread();
    }

    private void Reread() => Profile = Read(_path, _patch.Text);
}

using System.Globalization;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// Changes a client's file key by key, at the client's own place or at that of one of its parts. All that is not named
/// stays as the person wrote it: comments, order, indentation, line ends, quotes.
/// </summary>
public sealed class ProfileEditor
{
    private readonly string _path;
    private readonly ClientId? _part;
    private readonly YamlPatch _patch;

    /// <summary>Where in the file the profile stands.</summary>
    private readonly YamlStep[] _place;

    internal ProfileEditor(string path, string text, ClientId? part = null)
    {
        (_path, _part) = (path, part);
        var all = ReadAll(path, text);
        var index = part is null ? 0 : all.FindIndex(profile => profile.Nip == part);
        Profile = index < 0 ? throw NoPart(path, part!.Value) : all[index];
        _place = part is null ? [] : ["parts", index - 1];
        _patch = new YamlPatch(text);
    }

    /// <summary>The client, or the part, as the text says now.</summary>
    public ClientProfile Profile { get; private set; }

    private IReadOnlyList<string> Keys => _part is null ? ProfileReader.Keys : ProfileReader.PartKeys;

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
        _patch.AddItem(At("access"), pairs, Keys);
        Reread();
    }

    /// <summary>Adds a part of the client.</summary>
    public void AddPart(ClientProfile part)
    {
        ArgumentNullException.ThrowIfNull(part);
        _patch.AddItem(["parts"], [("id", part.Nip.Value), ("name", part.Name.Trim())], ProfileReader.Keys);
        Reread();
    }

    /// <summary>Takes the part itself out of its client's file.</summary>
    public void RemovePart()
    {
        if (_part is null)
            throw new InvalidOperationException("A client is no part.");
        _patch.RemoveItem(["parts"], _place[1].Index);
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
                _patch.Set(At("access", index, key), value, ProfileReader.AccessKeys);
        Reread();
    }

    /// <summary>Takes an entry out.</summary>
    /// <param name="index">The entry's position, from 0.</param>
    public void RemoveAccess(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Profile.Access.Count);
        _patch.RemoveItem(At("access"), index);
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

    private static List<ClientProfile> ReadAll(string path, string text)
    {
        var results = ProfileReader.ReadAll(path, text);
        return results[0].Profile is null
            ? throw new OfficeFileException([
                .. results[0].Problems.Where(problem => problem.Severity == FindingSeverity.Critical),
            ])
            : [.. results.Select(result => result.Profile!)];
    }

    // Another process, or a person, took it out meanwhile.
    private static OfficeFileException NoPart(string path, ClientId part) =>
        Problem(path, UiText.Of($"the part {part} is no longer in the file", $"części {part} nie ma już w pliku"));

    private static OfficeFileException Problem(string path, string message) =>
        new([
            new OfficeFileProblem(
                OfficeIssueCode.InvalidValue,
                FindingSeverity.Critical,
                path,
                Line: null,
                Column: null,
                message
            ),
        ]);

    private YamlStep[] At(params ReadOnlySpan<YamlStep> steps) => [.. _place, .. steps];

    // Environment, tags, contact and signers are the client's, and hold for all its parts.
    private void RequireOwn(string key)
    {
        if (!Keys.Contains(key, StringComparer.Ordinal))
            throw Problem(
                _path,
                UiText.Of(
                    $"'{key}' is the client's, and holds for its parts, too: set it for {_part!.Value.Nip}",
                    $"'{key}' należy do klienta i obowiązuje też jego części: ustaw go dla {_part!.Value.Nip}"
                )
            );
    }

    private void Set(string key, string? value)
    {
        RequireOwn(key);
        _patch.Set(At(key), value?.Trim(), Keys);
        Reread();
    }

    private void SetList(string key, IReadOnlyList<string> values)
    {
        RequireOwn(key);
        _patch.SetList(At(key), [.. values.Select(value => value.Trim()).Distinct(StringComparer.Ordinal)], Keys);
        Reread();
    }

    private void Reread() => Profile = ReadAll(_path, _patch.Text)[_part is null ? 0 : _place[1].Index + 1];
}

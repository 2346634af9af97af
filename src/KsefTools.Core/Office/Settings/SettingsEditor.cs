using KsefTools.Core.Office.Yaml;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Settings;

/// <summary>Changes office.yaml key by key; all else stays as the person wrote it.</summary>
public sealed class SettingsEditor
{
    private readonly string _path;
    private readonly YamlPatch _patch;

    internal SettingsEditor(string path, string text)
    {
        _path = path;
        (Settings, _) = SettingsReader.Read(path, text);
        _patch = new YamlPatch(text);
    }

    /// <summary>The settings as the text says now.</summary>
    public OfficeSettings Settings { get; private set; }

    internal string Text => _patch.Text;

    /// <summary>Sets one value; null takes the key out, so that the shipped default holds again.</summary>
    /// <param name="key">As in the file, sections joined by dots: <c>policy.throttle.parallel</c>.</param>
    /// <param name="value">As it would stand in the file.</param>
    /// <exception cref="OfficeFileException">The value is none that the key can have.</exception>
    public void Set(string key, string? value) => Change(key, path => _patch.Set(path, value?.Trim(), Order(path)));

    /// <summary>Sets a list: <c>policy.neverPermissions</c>, <c>policy.otherEnvironments</c>.</summary>
    /// <param name="key">As in the file, sections joined by dots.</param>
    /// <param name="values">The items.</param>
    public void SetList(string key, IReadOnlyList<string> values) =>
        Change(key, path => _patch.SetList(path, values, Order(path)));

    /// <summary>Says that a key has no value, which is more than to say nothing of it.</summary>
    /// <param name="key">As in the file, sections joined by dots.</param>
    public void Clear(string key) => Change(key, path => _patch.Clear(path, Order(path)));

    /// <summary>Adds an identity.</summary>
    /// <exception cref="OfficeFileException">There is one of that name, or it cannot be one.</exception>
    public void AddIdentity(OfficeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (IndexOf(identity.Name) >= 0)
            throw Refused(
                UiText.Of(
                    $"there is an identity {QuotedText.Of(identity.Name)} already",
                    $"tożsamość {QuotedText.Of(identity.Name)} już istnieje"
                )
            );
        var pairs = Pairs(identity)
            .Where(pair => pair.Value is not null)
            .Select(pair => (pair.Key, pair.Value!))
            .Prepend(("name", identity.Name))
            .ToArray();
        _patch.AddItem(["identities"], pairs, SettingsReader.Keys);
        Reread();
    }

    /// <summary>Makes an identity say what is given; keys that are not ours stay in it.</summary>
    /// <param name="identity">Its name and its new content.</param>
    /// <exception cref="OfficeFileException">The office has no such identity, or it cannot be so.</exception>
    public void ReplaceIdentity(OfficeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var index = Find(identity.Name);
        var current = Pairs(Settings.Identities[index])
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var (key, value) in Pairs(identity))
            if (!string.Equals(current[key], value, StringComparison.Ordinal))
                _patch.Set(["identities", index, key], value, SettingsReader.IdentityKeys);
        Reread();
    }

    /// <summary>Takes an identity out.</summary>
    /// <exception cref="OfficeFileException">The office has no such identity.</exception>
    public void RemoveIdentity(string name)
    {
        _patch.RemoveItem(["identities"], Find(name));
        Reread();
    }

    /// <summary>Makes an identity keep its certificate under another secret.</summary>
    /// <param name="name">The identity's name.</param>
    /// <param name="secret">The secret's name.</param>
    /// <param name="vault">The vault's name; null where the office's default applies.</param>
    /// <exception cref="OfficeFileException">The office has no such identity.</exception>
    public void SetIdentitySecret(string name, string secret, string? vault) =>
        ReplaceIdentity(Settings.Identities[Find(name)] with { Secret = secret, Vault = vault });

    private static IEnumerable<(string Key, string? Value)> Pairs(OfficeIdentity identity) =>
        [
            ("kind", identity.Kind),
            ("subject", identity.Subject),
            ("secret", identity.Secret),
            ("vault", identity.Vault),
        ];

    private int IndexOf(string name) =>
        Settings
            .Identities.Index()
            .Where(pair => pair.Item.IsCalled(name))
            .Select(pair => pair.Index)
            .Append(-1)
            .First();

    private int Find(string name) =>
        IndexOf(name) is var index and >= 0
            ? index
            : throw Refused(
                UiText.Of($"there is no identity {QuotedText.Of(name)}", $"nie ma tożsamości {QuotedText.Of(name)}")
            );

    private OfficeFileException Refused(string sentence) =>
        new([
            new OfficeFileProblem(OfficeIssueCode.InvalidValue, FindingSeverity.Critical, _path, null, null, sentence),
        ]);

    private void Reread() => (Settings, _) = SettingsReader.Read(_path, _patch.Text);

    private static IReadOnlyList<string> Order(YamlStep[] path) =>
        path.Length switch
        {
            1 => SettingsReader.Keys,
            2 => SettingsReader.PolicyKeys,
            _ => SettingsReader.ThrottleKeys,
        };

    private void Change(string key, Action<YamlStep[]> change)
    {
        change([.. key.Split('.').Select(part => (YamlStep)part)]);
        Reread();
    }
}

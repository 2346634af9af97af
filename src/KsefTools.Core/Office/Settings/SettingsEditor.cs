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

    /// <summary>Makes an identity keep its certificate under another secret.</summary>
    /// <param name="name">The identity's name.</param>
    /// <param name="secret">The secret's name.</param>
    /// <param name="vault">The vault's name; null where the office's default applies.</param>
    /// <exception cref="OfficeFileException">The office has no such identity.</exception>
    public void SetIdentitySecret(string name, string secret, string? vault)
    {
        var index = Settings
            .Identities.Index()
            .Where(pair => string.Equals(pair.Item.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Index)
            .Append(-1)
            .First();
        if (index < 0)
            throw new OfficeFileException([
                new OfficeFileProblem(
                    OfficeIssueCode.InvalidValue,
                    FindingSeverity.Critical,
                    _path,
                    null,
                    null,
                    UiText.Of($"there is no identity {QuotedText.Of(name)}", $"nie ma tożsamości {QuotedText.Of(name)}")
                ),
            ]);
        _patch.Set(["identities", index, "secret"], secret, SettingsReader.IdentityKeys);
        _patch.Set(["identities", index, "vault"], vault, SettingsReader.IdentityKeys);
        (Settings, _) = SettingsReader.Read(_path, _patch.Text);
    }

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
        (Settings, _) = SettingsReader.Read(_path, _patch.Text);
    }
}

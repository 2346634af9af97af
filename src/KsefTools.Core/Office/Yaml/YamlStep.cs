namespace KsefTools.Core.Office.Yaml;

/// <summary>One step of a path into a YAML text: into a mapping by key, or into a sequence by position.</summary>
internal readonly record struct YamlStep(string? Key, int Index)
{
    public static implicit operator YamlStep(string key) => new(key, 0);

    public static implicit operator YamlStep(int index) => new(null, index);
}

namespace KsefTools.Core.Office.Yaml;

/// <summary>A node of a YAML text together with its place in that text.</summary>
internal abstract class YamlNode
{
    /// <summary>Index of the node's first character.</summary>
    public required int Start { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Column { get; init; }

    /// <summary>An empty list, an empty mapping and no value at all say the same: nothing.</summary>
    public abstract bool SaysNothing { get; }

    /// <summary>Whether both say the same, whatever their style and place.</summary>
    public bool SameAs(YamlNode other) => (SaysNothing && other.SaysNothing) || HasContentOf(other);

    protected abstract bool HasContentOf(YamlNode other);
}

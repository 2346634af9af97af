namespace KsefTools.Core.Office.Yaml;

internal sealed class YamlMapping : YamlNode
{
    public required IReadOnlyList<YamlEntry> Entries { get; init; }

    public required bool IsFlow { get; init; }

    /// <summary>Index of the closing brace of a flow mapping; meaningless for a block mapping.</summary>
    public required int Close { get; init; }

    public YamlEntry? Find(string key) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Key.Value, key, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool SaysNothing => Entries.Count == 0;

    /// <inheritdoc/>
    protected override bool HasContentOf(YamlNode other) =>
        other is YamlMapping mapping
        && mapping.Entries.Count == Entries.Count
        && Entries.All(entry => mapping.Find(entry.Key.Value) is { } twin && entry.Value.SameAs(twin.Value));
}

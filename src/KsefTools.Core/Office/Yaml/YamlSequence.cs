namespace KsefTools.Core.Office.Yaml;

internal sealed class YamlSequence : YamlNode
{
    public required IReadOnlyList<YamlNode> Items { get; init; }

    public required bool IsFlow { get; init; }

    /// <summary>Index of the closing bracket of a flow sequence; meaningless for a block sequence.</summary>
    public required int Close { get; init; }

    /// <inheritdoc/>
    public override bool SaysNothing => Items.Count == 0;

    /// <inheritdoc/>
    protected override bool HasContentOf(YamlNode other) =>
        other is YamlSequence sequence
        && sequence.Items.Count == Items.Count
        && Items.Zip(sequence.Items).All(pair => pair.First.SameAs(pair.Second));
}

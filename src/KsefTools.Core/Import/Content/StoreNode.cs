using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Import.Content;

/// <summary>A part of an export that is a tree (JSON, XML, YAML): what stands in it, and what its parts are.</summary>
internal sealed class StoreNode
{
    /// <summary>How the part is called; null for one without a name.</summary>
    public string? Title { get; set; }

    public string? Environment { get; set; }

    /// <summary>What stands directly in it.</summary>
    public List<string> Texts { get; } = [];

    public List<StoreNode> Children { get; } = [];

    /// <summary>
    /// The parts that are one entry each: the lowest with a title, and for tokens outside of those the lowest at all.
    /// </summary>
    public IReadOnlyList<StoreNode> Entries()
    {
        var titled = Lowest(node => node.Title is not null);
        var found = titled.SelectMany(node => node.Tokens()).ToHashSet();
        return [.. titled, .. Lowest(_ => true).Where(node => !node.Tokens().All(found.Contains))];
    }

    /// <summary>All that stands in it at any depth.</summary>
    public IEnumerable<string> All() => Texts.Concat(Children.SelectMany(child => child.All()));

    private IEnumerable<TokenText> Tokens() => All().SelectMany(text => TokensInText.Find(CellText.Clean(text)));

    private List<StoreNode> Lowest(Func<StoreNode, bool> fits)
    {
        var below = Children.SelectMany(child => child.Lowest(fits)).ToList();
        return below.Count > 0 ? below
            : fits(this) && Tokens().Any() ? [this]
            : [];
    }
}

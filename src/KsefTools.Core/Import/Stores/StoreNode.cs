using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Content;

namespace KsefTools.Core.Import.Stores;

/// <summary>A part of an export that is a tree (JSON, XML, YAML): what stands in it, and what its parts are.</summary>
internal sealed class StoreNode
{
    private static readonly string[] Titles = ["title", "name"];
    private static readonly string[] Environments = ["env", "environment", "srodowisko", "środowisko"];

    /// <summary>How the part is called; null for one without a name.</summary>
    public string? Title { get; set; }

    public string? Environment { get; private set; }

    /// <summary>Whether its program calls it an entry: then its parts are none, whatever their names.</summary>
    public bool IsEntry { get; set; }

    /// <summary>Whether somebody has put it aside: into the archive or the recycle bin.</summary>
    public bool IsArchived { get; set; }

    /// <summary>What stands directly in it.</summary>
    public List<string> Texts { get; } = [];

    public List<StoreNode> Children { get; } = [];

    /// <summary>Adds a text by its name, which may say that it is the title.</summary>
    public void Take(string key, string value)
    {
        Texts.Add(value);
        if (Titles.Contains(key, StringComparer.OrdinalIgnoreCase) && value.Length > 0)
            Title ??= value;
        else if (Environments.Contains(key, StringComparer.OrdinalIgnoreCase) && value.Length > 0)
            Environment ??= value;
    }

    /// <summary>
    /// The parts that are one entry each: those that the program calls so, else the lowest with a title, and for tokens
    /// outside of those the lowest at all.
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
        if (IsEntry)
            return [this];
        var below = Children.SelectMany(child => child.Lowest(fits)).ToList();
        return below.Any(node => !node.IsEntry || node.Tokens().Any()) ? below
            : fits(this) && Tokens().Any() ? [this]
            : below;
    }
}

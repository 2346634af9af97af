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
    /// outside of those whatever holds one.
    /// </summary>
    public IReadOnlyList<StoreNode> Entries()
    {
        var titled = Lowest();
        var texts = titled.SelectMany(node => node.All()).ToHashSet(StringComparer.Ordinal);
        var tokens = texts.SelectMany(Tokens).ToHashSet();
        return [.. titled, .. Holders().Where(node => !node.Texts.Where(IsAboutToken).All(IsTold))];

        // A broken token is known by its text alone.
        bool IsTold(string text) => texts.Contains(text) || (Tokens(text) is [_, ..] own && own.All(tokens.Contains));
    }

    /// <summary>All that stands in it at any depth.</summary>
    public IEnumerable<string> All() => Texts.Concat(Children.SelectMany(child => child.All()));

    private static IReadOnlyList<TokenText> Tokens(string text) => TokensInText.Find(CellText.Clean(text));

    private static bool IsAboutToken(string text) => FreeRecord.IsAboutToken([text]);

    private bool HasToken => All().Any(IsAboutToken);

    private List<StoreNode> Lowest()
    {
        if (IsEntry)
            return [this];
        var below = Children.SelectMany(child => child.Lowest()).ToList();
        return below.Any(node => !node.IsEntry || node.HasToken) ? below
            : Title is not null && HasToken ? [this]
            : below;
    }

    /// <summary>Each part with a token of its own, without those of its parts that have one, too.</summary>
    private IEnumerable<StoreNode> Holders()
    {
        if (Texts.Exists(IsAboutToken))
        {
            var holder = new StoreNode
            {
                Title = Title,
                Environment = Environment,
                IsArchived = IsArchived,
            };
            holder.Texts.AddRange(Texts);
            holder.Children.AddRange(Children.Where(child => !child.HasToken));
            yield return holder;
        }
        foreach (var holder in Children.SelectMany(child => child.Holders()))
            yield return holder;
    }
}

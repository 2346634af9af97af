using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Import.Stores;

/// <summary>Settings of other programs in YAML.</summary>
internal static class YamlStore
{
    /// <summary>The entries, as a tree.</summary>
    /// <exception cref="YamlSyntaxException">It is no YAML.</exception>
    public static StoreNode Read(string text) => Of(YamlTree.Parse(text), key: null);

    private static StoreNode Of(YamlMapping mapping, string? key)
    {
        var node = new StoreNode();
        if (key is not null)
            node.Texts.Add(key);
        foreach (var entry in mapping.Entries)
            Add(node, entry.Key.Value, entry.Value);
        return node;
    }

    private static void Add(StoreNode node, string key, YamlNode value)
    {
        switch (value)
        {
            case YamlScalar scalar:
                node.Take(key, scalar.Value);
                break;
            case YamlMapping mapping:
                node.Children.Add(Of(mapping, key));
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    Add(node, key, item);
                break;
        }
    }
}

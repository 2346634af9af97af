using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using KsefTools.Core.Import.Sources;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Import.Content;

/// <summary>Reads the exports of password managers and programs that are no tables: JSON, XML and YAML.</summary>
internal static class StoreExport
{
    private static readonly string[] Titles = ["title", "name"];
    private static readonly string[] Environments = ["env", "environment", "srodowisko", "środowisko"];

    private static readonly Dictionary<SpreadsheetColumn, int> Columns = new()
    {
        [SpreadsheetColumn.Name] = 0,
        [SpreadsheetColumn.Environment] = 1,
    };

    /// <summary>The entries with tokens; null where the text is none of these, or has none.</summary>
    public static SourceTable? Read(string path, string text)
    {
        var root = Parse(path, text);
        if (root is null)
            return null;
        var records = root.Entries()
            .Select(
                (entry, index) =>
                    new SourceRecord(index + 1, [entry.Title ?? "", entry.Environment ?? "", .. entry.All()])
            )
            .ToList();
        return records.Count > 0 ? new SourceTable { Records = records, Entries = Columns } : null;
    }

    private static StoreNode? Parse(string path, string text)
    {
        try
        {
            var start = text.TrimStart();
            if (start.StartsWith('{') || start.StartsWith('['))
            {
                using var document = JsonDocument.Parse(text);
                return Of(document.RootElement, key: null);
            }
            if (start.StartsWith('<'))
            {
                using (var depth = XmlReader.Create(new StringReader(text)))
                    XmlDepth.Check(depth);
                using var reader = XmlReader.Create(new StringReader(text));
                return Of(XDocument.Load(reader).Root!);
            }
            return Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML"
                ? Of(YamlTree.Parse(text), null)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or XmlException or YamlSyntaxException)
        {
            return null;
        }
    }

    private static StoreNode Of(JsonElement element, string? key)
    {
        var node = new StoreNode();
        if (key is not null)
            node.Texts.Add(key);
        if (element.ValueKind is JsonValueKind.Array)
            node.Children.AddRange(element.EnumerateArray().Select(item => Of(item, key: null)));
        else if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
                if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    node.Children.Add(Of(property.Value, property.Name));
                else
                    Take(node, property.Name, property.Value.ToString());
            // A field of a person's own has a name, too, and is no entry.
            if (element.TryGetProperty("value", out _))
                node.Title = null;
        }
        else
            node.Texts.Add(element.ToString());
        return node;
    }

    private static StoreNode Of(XElement element)
    {
        var node = new StoreNode();
        foreach (var attribute in element.Attributes())
            Take(node, attribute.Name.LocalName, attribute.Value);
        foreach (var child in element.Elements())
            // Earlier states of an entry, with tokens of earlier days.
            if (child.Name.LocalName is "History")
                continue;
            else if (child.Element("Key")?.Value is { } key)
                Take(node, key, child.Element("Value")?.Value ?? "");
            else if (child.HasElements)
                node.Children.Add(Of(child));
            else
                Take(node, child.Name.LocalName, child.Value);
        return node;
    }

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
                Take(node, key, scalar.Value);
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

    private static void Take(StoreNode node, string key, string value)
    {
        node.Texts.Add(value);
        if (Titles.Contains(key, StringComparer.OrdinalIgnoreCase) && value.Length > 0)
            node.Title ??= value;
        else if (Environments.Contains(key, StringComparer.OrdinalIgnoreCase) && value.Length > 0)
            node.Environment ??= value;
    }
}

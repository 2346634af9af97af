using System.Xml;
using System.Xml.Linq;
using KsefTools.Core.Import.Content;

namespace KsefTools.Core.Import.Stores;

/// <summary>The XML of KeePass and KeePassXC, and XML of other programs.</summary>
internal static class XmlStore
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>The entries, as a tree.</summary>
    /// <exception cref="XmlException">It is no XML, has a DTD, or is nested without end.</exception>
    public static StoreNode Read(string text)
    {
        using (var depth = Reader(text))
            XmlDepth.Check(depth);
        using var reader = Reader(text);
        var root = XDocument.Load(reader).Root!;
        return Of(root, root.Element("Meta")?.Element("RecycleBinUUID")?.Value);
    }

    private static XmlReader Reader(string text) => XmlReader.Create(new StringReader(text), Settings);

    private static StoreNode Of(XElement element, string? recycleBin)
    {
        var node = new StoreNode
        {
            IsEntry = element.Name.LocalName is "Entry" && element.Element("String") is not null,
        };
        foreach (var attribute in element.Attributes())
            node.Take(attribute.Name.LocalName, attribute.Value);
        if (!element.HasElements && element.Value.Length > 0)
            node.Take(element.Name.LocalName, element.Value);
        // But for earlier states of an entry, with tokens of earlier days.
        foreach (var child in element.Elements().Where(one => one.Name.LocalName is not "History"))
            if (child.Element("Key")?.Value is { } key)
                node.Take(key, child.Element("Value")?.Value ?? "");
            else if (IsPart(child))
                node.Children.Add(Of(child, recycleBin));
            else
                node.Take(child.Name.LocalName, child.Value);
        if (recycleBin is not null && element.Element("UUID")?.Value == recycleBin)
            Archive(node);
        return node;
    }

    /// <summary>Whether it may be an entry: what stands in attributes is as good as what stands in elements.</summary>
    private static bool IsPart(XElement element) =>
        element.HasElements
        || (element.HasAttributes && (element.Value.Length == 0 || FreeRecord.IsAboutToken([element.Value])));

    private static void Archive(StoreNode node)
    {
        node.IsArchived = true;
        node.Children.ForEach(Archive);
    }
}

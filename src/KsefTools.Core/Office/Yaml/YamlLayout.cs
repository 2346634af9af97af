namespace KsefTools.Core.Office.Yaml;

/// <summary>Where things begin and end in a YAML text, beyond what the parser's marks say.</summary>
internal static class YamlLayout
{
    /// <summary>Index of the first character of the line that holds <paramref name="index"/>.</summary>
    public static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    /// <summary>
    /// Index of the line break at the end of the line that holds <paramref name="index"/>, or of the text's end.
    /// </summary>
    public static int LineEnd(string text, int index)
    {
        var end = text.IndexOf('\n', index);
        if (end < 0)
            return text.Length;
        return end > index && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Index of the first character of the next line, or of the text's end.</summary>
    public static int NextLine(string text, int index)
    {
        var end = text.IndexOf('\n', index);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>The line break that the lines around <paramref name="index"/> use.</summary>
    public static string NewLine(string text, int index)
    {
        var at = index == 0 ? -1 : text.LastIndexOf('\n', index - 1);
        if (at < 0)
            at = text.IndexOf('\n', StringComparison.Ordinal);
        return at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
    }

    /// <summary>Index after an entry's last character that is not comment or white space.</summary>
    public static int ContentEnd(string text, YamlEntry entry) =>
        entry.Value is YamlScalar { IsEmpty: true } ? AfterColon(text, entry.Key) : ContentEnd(text, entry.Value);

    /// <summary>Index after a node's last character that is not comment or white space.</summary>
    public static int ContentEnd(string text, YamlNode node) =>
        node switch
        {
            YamlScalar { IsBlock: true } scalar => scalar.Start + text[scalar.Start..scalar.End].TrimEnd().Length,
            YamlScalar scalar => scalar.End,
            YamlMapping { IsFlow: true } mapping => mapping.Close + 1,
            YamlSequence { IsFlow: true } sequence => sequence.Close + 1,
            YamlMapping { Entries.Count: > 0 } mapping => ContentEnd(text, mapping.Entries[^1]),
            YamlSequence { Items.Count: > 0 } sequence => ContentEnd(text, sequence.Items[^1]),
            _ => node.Start,
        };

    /// <summary>Index after the colon of a key; after the key itself where a flow mapping has none.</summary>
    public static int AfterColon(string text, YamlScalar key)
    {
        var index = key.End;
        while (index < text.Length && text[index] is ' ' or '\t')
            index++;
        return index < text.Length && text[index] == ':' ? index + 1 : key.End;
    }

    /// <summary>Whether nothing but spaces stands before a node on its line.</summary>
    public static bool BeginsLine(string text, YamlNode node) =>
        string.IsNullOrWhiteSpace(text[LineStart(text, node.Start)..node.Start]);

    /// <summary>Index of the start of the line with the dash of an item of a block sequence.</summary>
    public static int DashLine(string text, YamlSequence sequence, int item)
    {
        if (item == 0)
            return LineStart(text, sequence.Start);
        // Between two items stand only empty lines, comments, and the dash itself.
        var line = NextLine(text, ContentEnd(text, sequence.Items[item - 1]));
        while (!text.AsSpan(line, LineEnd(text, line) - line).TrimStart(' ').StartsWith("-"))
            line = NextLine(text, line);
        return line;
    }
}

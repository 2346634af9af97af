namespace KsefTools.Core.Office.Yaml;

/// <summary>A text that is no YAML, or YAML of a kind that an office's files do not use.</summary>
/// <param name="line">Counted from 1.</param>
/// <param name="column">Counted from 1.</param>
/// <param name="message">One sentence for a person.</param>
internal sealed class YamlSyntaxException(int line, int column, string message) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}

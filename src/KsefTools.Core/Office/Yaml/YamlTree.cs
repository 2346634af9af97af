using KsefTools.Core.Secrets;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KsefTools.Core.Office.Yaml;

/// <summary>
/// Builds nodes with their places from the events of YamlDotNet's parser. Its deserializer would lose the places and
/// costs reflection; its representation model loses the closing marks that patching needs.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Deeper than any file of ours; keeps a hostile file from overflowing the stack.</summary>
    private const int MaxDepth = 32;

    private readonly string _text;
    private readonly Parser _parser;
    private readonly Stack<Mark> _open = new();
    private int _depth;

    private YamlTree(string text)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the one mapping that a file of ours is; an empty file reads as an empty mapping.</summary>
    /// <exception cref="YamlSyntaxException">The text is no YAML, no mapping, or names a key twice.</exception>
    public static YamlMapping Parse(string text)
    {
        var tree = new YamlTree(text);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException exception)
        {
            throw tree.Explain(exception);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet (seen in 16.3 and 18.1) answers some unclosed "[" and "{" with this instead of a
            // YamlException.
            throw tree.NotClosed(tree._parser.Current?.Start ?? Mark.Empty);
        }
    }

    private YamlMapping ReadDocument()
    {
        _parser.MoveNext();
        Next();
        if (_parser.Current is StreamEnd)
            return new YamlMapping
            {
                Start = 0,
                Line = 1,
                Column = 1,
                Close = 0,
                IsFlow = false,
                Entries = [],
            };
        Next();
        var root = ReadNode();
        Next();
        if (_parser.Current is not StreamEnd)
            throw Fail(
                _parser.Current!,
                UiText.Of(
                    "a second document begins here; one file holds one",
                    "tu zaczyna się drugi dokument; jeden plik to jeden dokument"
                )
            );
        if (root is YamlScalar { IsNull: true })
            return new YamlMapping
            {
                Start = root.Start,
                Line = root.Line,
                Column = root.Column,
                Close = 0,
                IsFlow = false,
                Entries = [],
            };
        return root as YamlMapping
            ?? throw new YamlSyntaxException(
                root.Line,
                root.Column,
                UiText.Of(
                    "the file must consist of 'key: value' lines",
                    "plik musi składać się z wierszy 'klucz: wartość'"
                )
            );
    }

    /// <summary>Reads the node at the current event and moves to the event after it.</summary>
    private YamlNode ReadNode()
    {
        var current = _parser.Current!;
        if (current is AnchorAlias || current is NodeEvent { Anchor.IsEmpty: false })
            throw Fail(
                current,
                UiText.Of(
                    "anchors and aliases (& and *) are not supported; put text that begins with one in quotes",
                    "kotwice i aliasy (& oraz *) nie są obsługiwane; tekst, który się od nich zaczyna, ujmij w "
                        + "cudzysłów"
                )
            );
        if (++_depth > MaxDepth)
            throw Fail(current, UiText.Of("nested too deeply", "zbyt głębokie zagnieżdżenie"));
        YamlNode node = current switch
        {
            Scalar scalar => ReadScalar(scalar),
            MappingStart start => ReadMapping(start),
            SequenceStart start => ReadSequence(start),
            _ => throw Fail(current, UiText.Of("a value is missing here", "brakuje tu wartości")),
        };
        _depth--;
        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        Next();
        return new YamlScalar
        {
            Start = (int)scalar.Start.Index,
            // A flow value left empty is reported as zero length at the separator that follows it.
            End =
                scalar.Value.Length == 0 && scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty
                    ? (int)scalar.Start.Index
                    : (int)scalar.End.Index,
            Line = (int)scalar.Start.Line,
            Column = (int)scalar.Start.Column,
            Value = scalar.Value,
            Style = scalar.Style,
        };
    }

    private YamlMapping ReadMapping(MappingStart start)
    {
        var entries = new List<YamlEntry>();
        var keys = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        Open(start.Start, start.Style == MappingStyle.Flow);
        Next();
        while (_parser.Current is not MappingEnd)
        {
            var key =
                ReadNode() as YamlScalar
                ?? throw Fail(start, UiText.Of("a key must be text", "klucz musi być tekstem"));
            if (!keys.TryAdd(key.Value, key))
                throw new YamlSyntaxException(
                    key.Line,
                    key.Column,
                    UiText.Of(
                        $"the key '{SecretShape.Blot(key.Value)}' stands here a second time; the first is in line "
                            + $"{keys[key.Value].Line}",
                        $"klucz '{SecretShape.Blot(key.Value)}' występuje tu drugi raz; pierwszy jest w wierszu "
                            + $"{keys[key.Value].Line}"
                    )
                );
            entries.Add(new YamlEntry(key, ReadNode()));
        }
        var close = (int)_parser.Current.Start.Index;
        Close(start.Style == MappingStyle.Flow);
        return new YamlMapping
        {
            Start = (int)start.Start.Index,
            Line = (int)start.Start.Line,
            Column = (int)start.Start.Column,
            Close = close,
            IsFlow = start.Style == MappingStyle.Flow,
            Entries = entries,
        };
    }

    private YamlSequence ReadSequence(SequenceStart start)
    {
        var items = new List<YamlNode>();
        Open(start.Start, start.Style == SequenceStyle.Flow);
        Next();
        while (_parser.Current is not SequenceEnd)
            items.Add(ReadNode());
        var close = (int)_parser.Current.Start.Index;
        Close(start.Style == SequenceStyle.Flow);
        return new YamlSequence
        {
            Start = (int)start.Start.Index,
            Line = (int)start.Start.Line,
            Column = (int)start.Start.Column,
            Close = close,
            IsFlow = start.Style == SequenceStyle.Flow,
            Items = items,
        };
    }

    private void Next() => _parser.MoveNext();

    private void Open(Mark mark, bool isFlow)
    {
        if (isFlow)
            _open.Push(mark);
    }

    private void Close(bool isFlow)
    {
        if (isFlow)
            _open.Pop();
        Next();
    }

    private static YamlSyntaxException Fail(ParsingEvent at, string message) =>
        new((int)at.Start.Line, (int)at.Start.Column, message);

    /// <summary>The library's sentence, or a plainer one for what people really do wrong: brackets and tabs.</summary>
    private YamlSyntaxException Explain(YamlException exception)
    {
        if (_open.Count > 0 && exception is SemanticErrorException)
            return NotClosed(exception.Start);
        var speaksOfTab = exception.Message.Contains("tab", StringComparison.Ordinal);
        var first = speaksOfTab ? _parser.Current?.Start.Line ?? 1 : exception.Start.Line;
        var lines = _text.Split('\n');
        for (var number = (int)first; number <= (speaksOfTab ? lines.Length : exception.End.Line); number++)
        {
            if (number < 1 || number > lines.Length)
                continue;
            var line = lines[number - 1];
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && tab < line.Length - line.TrimStart().Length)
                return new YamlSyntaxException(
                    number,
                    tab + 1,
                    UiText.Of(
                        "indentation by a tab; YAML takes only spaces here",
                        "wcięcie tabulatorem; YAML przyjmuje tu tylko spacje"
                    )
                );
        }
        // The library quotes the tag or the sign that it stumbled over.
        var said = SecretShape.Blot(exception.Message);
        return new YamlSyntaxException(
            (int)exception.Start.Line,
            (int)exception.Start.Column,
            UiText.Of($"not valid YAML: {said}", $"niepoprawny YAML: {said}")
        );
    }

    private YamlSyntaxException NotClosed(Mark otherwise)
    {
        var mark = _open.TryPeek(out var opening) ? opening : otherwise;
        return new YamlSyntaxException(
            Math.Max(1, (int)mark.Line),
            Math.Max(1, (int)mark.Column),
            UiText.Of(
                "what begins here is not closed: a ']', a '}' or a quote is missing",
                "to, co tu się zaczyna, nie jest domknięte: brakuje ']', '}' albo cudzysłowu"
            )
        );
    }
}

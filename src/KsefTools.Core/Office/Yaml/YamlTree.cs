using KsefTools.Core.Office.Yaml.Mistakes;
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
    private readonly List<(long Start, long End)> _texts = [];
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
            var root = tree.ReadDocument();
            return HiddenSigns.Find(text, tree.IsInText) is { } hidden ? throw hidden : root;
        }
        catch (YamlException exception)
        {
            throw HiddenSigns.FindCause(text, (int)exception.Start.Line) ?? tree.Explain(exception);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet (seen in 16.3 and 18.1) answers some unclosed "[" and "{", half characters in escapes and
            // dashes before odd line breaks with these instead of a YamlException.
            var mark = tree._parser.Current?.Start ?? Mark.Empty;
            throw HiddenSigns.FindCause(text, (int)mark.Line)
                ?? tree.Explain(new SemanticErrorException(mark, mark, ""));
        }
        catch (YamlSyntaxException exception)
        {
            // Where both are at fault, the one that nobody sees is the one to name.
            if (HiddenSigns.FindCause(text, exception.Line) is { } hidden)
                throw hidden;
            throw;
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
            ?? throw (
                EverydayMistakes.In(_text.Split('\n')[(int)root.Line - 1].TrimEnd('\r')) is { } mistake
                    ? new YamlSyntaxException(root.Line, mistake.Column, mistake.Sentence)
                    : new YamlSyntaxException(
                        root.Line,
                        root.Column,
                        UiText.Of(
                            "the file must consist of 'key: value' lines",
                            "plik musi składać się z wierszy 'klucz: wartość'"
                        )
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
        if (current is NodeEvent { Tag.IsEmpty: false, Tag.IsNonSpecific: false })
            throw Fail(current, EverydayMistakes.QuoteForSign('!'));
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
        if (scalar.Style is not ScalarStyle.Plain)
            _texts.Add((scalar.Start.Index, scalar.End.Index));
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
            CutOffColumn =
                scalar.Style is ScalarStyle.Plain && CommentMark.ThatCutsText(_text, (int)scalar.End.Index) is { } at
                    ? at - YamlLayout.LineStart(_text, at) + 1
                    : null,
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

    private bool IsInText(int index)
    {
        // They follow each other as in the file.
        var at = _texts.BinarySearch((index, long.MaxValue));
        var last = at < 0 ? ~at - 1 : at;
        return last >= 0 && index < _texts[last].End;
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

    /// <summary>A sentence of ours for what the library refuses; see <see cref="EverydayMistakes"/>.</summary>
    private YamlSyntaxException Explain(YamlException exception)
    {
        var lines = _text.Split('\n');
        var speaksOfTab = exception.Message.Contains("tab", StringComparison.Ordinal);
        var first = (int)(speaksOfTab ? _parser.Current?.Start.Line ?? 1 : exception.Start.Line);
        var last = speaksOfTab ? lines.Length : (int)exception.End.Line;
        for (var number = Math.Max(1, first); number <= Math.Min(last, lines.Length); number++)
            if (EverydayMistakes.In(lines[number - 1]) is { } mistake)
                return new YamlSyntaxException(number, mistake.Column, mistake.Sentence);
        if (_open.Count > 0 && exception is SemanticErrorException)
            return NotClosed(exception.Start);
        return EverydayMistakes.Explain(lines, (int)exception.Start.Line, (int)exception.Start.Column);
    }

    private YamlSyntaxException NotClosed(Mark otherwise)
    {
        var mark = _open.TryPeek(out var opening) ? opening : otherwise;
        var lines = _text.Split('\n');
        if (mark.Line >= 1 && mark.Line <= lines.Length && EverydayMistakes.In(lines[mark.Line - 1]) is { } mistake)
            return new YamlSyntaxException((int)mark.Line, mistake.Column, mistake.Sentence);
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

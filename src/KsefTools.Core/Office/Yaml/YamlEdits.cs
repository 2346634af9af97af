using static KsefTools.Core.Office.Yaml.YamlLayout;

namespace KsefTools.Core.Office.Yaml;

/// <summary>
/// Single edits of a YAML text. Each gives the new text, or null where the way it is written does not allow it.
/// </summary>
internal static class YamlEdits
{
    private const int DefaultIndent = 2;

    /// <summary>Puts a new key where the usual order wants it.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="map">The mapping that gets the key.</param>
    /// <param name="key">The key, one of ours: needs no quotes.</param>
    /// <param name="rendered">All that follows the colon, beginning with a space or a line break.</param>
    /// <param name="order">The usual order of keys.</param>
    public static string Insert(string text, YamlMapping map, string key, string rendered, IReadOnlyList<string> order)
    {
        if (map.Find(key) is { } empty)
            return text.Insert(LineEnd(text, AfterColon(text, empty.Key)), rendered);
        if (map.IsFlow)
            return map.Entries.Count == 0
                ? text.Insert(map.Start + 1, $"{key}:{rendered}")
                : text.Insert(ContentEnd(text, map.Entries[^1]), $", {key}:{rendered}");
        if (map.Entries.Count == 0)
        {
            var gap = text.Length == 0 || text[^1] == '\n' ? "" : NewLine(text, text.Length);
            return $"{text}{gap}{key}:{rendered}{NewLine(text, text.Length)}";
        }
        var indent = new string(' ', map.Column - 1);
        var rank = Rank(order, key);
        var before = map
            .Entries.Where(entry => Rank(order, entry.Key.Value) < rank)
            .MaxBy(entry => Rank(order, entry.Key.Value));
        if (before is null && BeginsLine(text, map.Entries[0].Key))
        {
            var start = LineStart(text, map.Entries[0].Key.Start);
            return text.Insert(start, $"{indent}{key}:{rendered}{NewLine(text, start)}");
        }
        var end = LineEnd(text, ContentEnd(text, before ?? map.Entries[0]));
        return text.Insert(end, $"{NewLine(text, end)}{indent}{key}:{rendered}");
    }

    /// <summary>Replaces a value in the style in which it is written.</summary>
    public static string Replace(string text, YamlEntry entry, YamlScalar scalar, string value) =>
        ReplaceText(
            text,
            entry,
            scalar,
            ScalarText.Of(value, scalar.IsNull ? YamlDotNet.Core.ScalarStyle.Plain : scalar.Style)
        );

    /// <summary>Replaces a value by text that is YAML already.</summary>
    public static string ReplaceText(string text, YamlEntry entry, YamlScalar scalar, string rendered)
    {
        if (scalar.IsEmpty)
        {
            var colon = AfterColon(text, entry.Key);
            return text.Insert(colon, text[colon - 1] == ':' ? $" {rendered}" : $": {rendered}");
        }
        if (!scalar.IsBlock)
            return string.Concat(text.AsSpan(0, scalar.Start), rendered, text.AsSpan(scalar.End));
        // The comment that may stand behind the "|" stays behind the new value.
        var header = text[scalar.Start..LineEnd(text, scalar.Start)];
        var comment = header.IndexOf(" #", StringComparison.Ordinal);
        var kept = comment < 0 ? "" : header[comment..];
        return string.Concat(text.AsSpan(0, scalar.Start), $"{rendered}{kept}", text.AsSpan(ContentEnd(text, scalar)));
    }

    /// <summary>Takes a key and its value out, with the comment behind them and without those above.</summary>
    public static string? Remove(string text, YamlMapping map, YamlEntry entry)
    {
        var index = map.Entries.ToList().IndexOf(entry);
        var next = index + 1 < map.Entries.Count ? map.Entries[index + 1] : null;
        if (map.IsFlow)
            return RemoveFlow(
                text,
                map.Start,
                index == 0 ? null : ContentEnd(text, map.Entries[index - 1]),
                entry.Key.Start,
                ContentEnd(text, entry),
                next?.Key.Start
            );
        if (BeginsLine(text, entry.Key))
            return RemoveLines(text, LineStart(text, entry.Key.Start), ContentEnd(text, entry));
        // The key stands behind the dash of a list: the next key moves up, unless a comment stands between.
        if (next is null || !string.IsNullOrWhiteSpace(text[ContentEnd(text, entry)..next.Key.Start]))
            return null;
        return text.Remove(entry.Key.Start, next.Key.Start - entry.Key.Start);
    }

    /// <summary>Puts an item into a list before the given position.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="sequence">A list; a block list has at least one item.</param>
    /// <param name="index">From 0 to the number of items.</param>
    /// <param name="rendered">The item as YAML, without a dash; further lines indented already.</param>
    public static string? InsertItem(string text, YamlSequence sequence, int index, string rendered)
    {
        if (sequence.IsFlow)
        {
            if (sequence.Items.Count == 0)
                return text.Insert(sequence.Start + 1, rendered);
            return index < sequence.Items.Count
                ? text.Insert(sequence.Items[index].Start, $"{rendered}, ")
                : text.Insert(ContentEnd(text, sequence.Items[^1]), $", {rendered}");
        }
        if (!BeginsLine(text, sequence))
            return null;
        var dash = $"{new string(' ', sequence.Column - 1)}-{new string(' ', DashGap(sequence) - 1)}";
        if (index < sequence.Items.Count)
        {
            var start = DashLine(text, sequence, index);
            return text.Insert(start, $"{dash}{rendered}{NewLine(text, start)}");
        }
        var end = LineEnd(text, ContentEnd(text, sequence.Items[^1]));
        return text.Insert(end, $"{NewLine(text, end)}{dash}{rendered}");
    }

    /// <summary>Takes an item out; a list that loses its last one stays as <c>[]</c>.</summary>
    public static string? RemoveItem(string text, YamlEntry entry, YamlSequence sequence, int index)
    {
        var item = sequence.Items[index];
        if (sequence.IsFlow)
            return RemoveFlow(
                text,
                sequence.Start,
                index == 0 ? null : ContentEnd(text, sequence.Items[index - 1]),
                item.Start,
                ContentEnd(text, item),
                index + 1 < sequence.Items.Count ? sequence.Items[index + 1].Start : null
            );
        if (!BeginsLine(text, sequence))
            return null;
        var without = RemoveLines(text, DashLine(text, sequence, index), ContentEnd(text, item));
        return sequence.Items.Count > 1 ? without : without.Insert(AfterColon(text, entry.Key), " []");
    }

    /// <summary>A mapping as an item of a list that has items, in that list's style.</summary>
    public static string Item(string text, YamlSequence sequence, IReadOnlyList<(string Key, string Value)> pairs) =>
        sequence.IsFlow
            ? FlowItem(pairs)
            : BlockItem(pairs, sequence.Column - 1 + DashGap(sequence), NewLine(text, text.Length));

    /// <summary>All that follows the colon of a new list with one mapping in it.</summary>
    public static string NewList(string text, YamlMapping parent, IReadOnlyList<(string Key, string Value)> pairs)
    {
        if (parent.IsFlow)
            return $" [{FlowItem(pairs)}]";
        var newLine = NewLine(text, text.Length);
        var indent = ListIndent(parent);
        return $"{newLine}{new string(' ', indent)}- {BlockItem(pairs, indent + DefaultIndent, newLine)}";
    }

    /// <summary>
    /// Puts the first mapping into a list that is there and empty: <c>access:</c> or <c>access: []</c>.
    /// </summary>
    public static string FillList(
        string text,
        YamlMapping parent,
        YamlEntry list,
        IReadOnlyList<(string Key, string Value)> pairs
    )
    {
        if (parent.IsFlow)
            return list.Value is YamlSequence flow
                ? text.Insert(flow.Start + 1, FlowItem(pairs))
                : ReplaceText(text, list, (YamlScalar)list.Value, $"[{FlowItem(pairs)}]");
        var start = AfterColon(text, list.Key);
        var end = list.Value is YamlScalar { IsEmpty: true } ? start : ContentEnd(text, list.Value);
        var cleared = text.Remove(start, end - start);
        return cleared.Insert(LineEnd(cleared, start), NewList(text, parent, pairs));
    }

    private static string BlockItem(IReadOnlyList<(string Key, string Value)> pairs, int indent, string newLine) =>
        string.Join(
            $"{newLine}{new string(' ', indent)}",
            pairs.Select(pair => $"{pair.Key}: {ScalarText.Of(pair.Value)}")
        );

    private static string FlowItem(IReadOnlyList<(string Key, string Value)> pairs) =>
        $"{{{string.Join(", ", pairs.Select(pair => $"{pair.Key}: {ScalarText.Of(pair.Value)}"))}}}";

    /// <summary>From the dash to the item's first character, as the list's first item has it.</summary>
    private static int DashGap(YamlSequence sequence) =>
        sequence.Items[0] is var first && first.Line == sequence.Line && first.Column > sequence.Column + 1
            ? first.Column - sequence.Column
            : DefaultIndent;

    /// <summary>How far the file's other lists are indented, so that a new one looks like them.</summary>
    private static int ListIndent(YamlMapping parent)
    {
        var other = parent
            .Entries.Select(entry => entry.Value)
            .OfType<YamlSequence>()
            .FirstOrDefault(list => !list.IsFlow);
        return other is null ? parent.Column - 1 + DefaultIndent : other.Column - 1;
    }

    private static string RemoveFlow(string text, int open, int? previousEnd, int start, int end, int? nextStart)
    {
        if (nextStart is { } next)
            return text.Remove(start, next - start);
        if (previousEnd is { } previous)
            return text.Remove(previous, end - previous);
        // The only one: a comma that may follow it must go, too.
        var rest = end;
        while (rest < text.Length && (char.IsWhiteSpace(text[rest]) || text[rest] == ','))
            rest++;
        return text.Remove(open + 1, rest - open - 1);
    }

    private static string RemoveLines(string text, int lineStart, int contentEnd)
    {
        var next = NextLine(text, contentEnd);
        if (next < text.Length || text.EndsWith('\n'))
            return text.Remove(lineStart, next - lineStart);
        // The file ends without a line break and keeps doing so.
        var before = lineStart == 0 ? 0 : lineStart - 1;
        if (before > 0 && text[before - 1] == '\r')
            before--;
        return text.Remove(before, text.Length - before);
    }

    private static int Rank(IReadOnlyList<string> order, string key)
    {
        for (var index = 0; index < order.Count; index++)
            if (string.Equals(order[index], key, StringComparison.Ordinal))
                return index;
        // A key of ours is always listed; a person's own key counts as standing before the last of ours.
        return -1;
    }
}

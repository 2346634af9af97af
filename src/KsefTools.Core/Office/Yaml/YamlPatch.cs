namespace KsefTools.Core.Office.Yaml;

/// <summary>
/// Changes a YAML text by replacing the least possible of it, so that comments, order, indentation and line ends of
/// the rest stay as the person wrote them. After each change the text is parsed again and must say what was meant and
/// otherwise what it said before.
/// </summary>
internal sealed class YamlPatch(string text)
{
    public string Text { get; private set; } = text;

    public YamlMapping Root { get; private set; } = YamlTree.Parse(text);

    /// <summary>Sets one value; null takes the key out.</summary>
    /// <param name="path">Keys and positions down to the value; missing mappings on the way are made.</param>
    /// <param name="value">The new value.</param>
    /// <param name="order">The usual order of the mapping's keys, to place a new one.</param>
    /// <exception cref="YamlSyntaxException">The text is written in a way that cannot be changed safely.</exception>
    public void Set(ReadOnlySpan<YamlStep> path, string? value, IReadOnlyList<string> order)
    {
        if (value is null)
        {
            Remove(path);
            return;
        }
        var (parent, missing) = Descend(path);
        var key = path[^(missing + 1)].Key!;
        if (parent.Find(key) is not { } entry || (missing > 0 && entry.Value is YamlScalar { IsNull: true }))
            Splice(YamlEdits.Insert(Text, parent, key, Nested(path[^missing..], value, parent), order), path);
        else if (entry.Value is not YamlScalar scalar || missing > 0)
            throw Unsafe(entry.Value);
        else if (scalar.IsNull || !string.Equals(scalar.Value, value, StringComparison.Ordinal))
            Splice(YamlEdits.Replace(Text, entry, scalar, value), path);
        Expect(path, node => node is YamlScalar scalar && string.Equals(scalar.Value, value, StringComparison.Ordinal));
    }

    /// <summary>Takes a key out; one that is not there is no error.</summary>
    public void Remove(ReadOnlySpan<YamlStep> path)
    {
        var (parent, missing) = Descend(path);
        if (missing > 0 || parent.Find(path[^1].Key!) is not { } entry)
            return;
        Splice(YamlEdits.Remove(Text, parent, entry) ?? throw Unsafe(entry.Key), path);
    }

    /// <summary>Makes a key say that there is nothing.</summary>
    public void Clear(ReadOnlySpan<YamlStep> path, IReadOnlyList<string> order)
    {
        const string nothing = "~";
        var (parent, missing) = Descend(path);
        if (missing > 0)
            throw Unsafe(parent);
        var key = path[^1].Key!;
        if (parent.Find(key) is not { } entry)
            Splice(YamlEdits.Insert(Text, parent, key, $" {nothing}", order), path);
        else if (entry.Value is not YamlScalar scalar)
            throw Unsafe(entry.Value);
        else if (!scalar.IsNull)
            Splice(YamlEdits.ReplaceText(Text, entry, scalar, nothing), path);
        Expect(path, node => node is YamlScalar { IsNull: true });
    }

    /// <summary>Makes a list read as given, item by item, in the style in which it is written.</summary>
    public void SetList(ReadOnlySpan<YamlStep> path, IReadOnlyList<string> values, IReadOnlyList<string> order)
    {
        var (parent, missing) = Descend(path);
        if (missing > 0)
            throw Unsafe(parent);
        var key = path[^1].Key!;
        var rendered = $"[{string.Join(", ", values.Select(value => ScalarText.Of(value)))}]";
        switch (parent.Find(key))
        {
            case null when values.Count == 0:
                return;
            case null:
                Splice(YamlEdits.Insert(Text, parent, key, $" {rendered}", order), path);
                break;
            case { Value: YamlScalar { IsNull: true } scalar } entry when values.Count > 0:
                Splice(YamlEdits.ReplaceText(Text, entry, scalar, rendered), path);
                break;
            case { Value: YamlSequence }:
                Reorder([.. path], values);
                break;
            case { Value.SaysNothing: true }:
                return;
            case { } entry:
                throw Unsafe(entry.Value);
        }
        Expect(
            path,
            node => node is YamlSequence sequence && Texts(sequence).SequenceEqual(values, StringComparer.Ordinal)
        );
    }

    /// <summary>Appends a mapping to a list of mappings, in the style in which the list is written.</summary>
    public void AddItem(
        ReadOnlySpan<YamlStep> path,
        IReadOnlyList<(string Key, string Value)> pairs,
        IReadOnlyList<string> order
    )
    {
        var before = Root;
        var (map, missing) = Descend(path);
        if (missing > 0)
            throw Unsafe(map);
        var key = path[^1].Key!;
        var list = map.Find(key);
        var count = (list?.Value as YamlSequence)?.Items.Count ?? 0;
        Text =
            list switch
            {
                null => YamlEdits.Insert(Text, map, key, YamlEdits.NewList(Text, map, pairs), order),
                { Value: YamlSequence { Items.Count: > 0 } sequence } => YamlEdits.InsertItem(
                    Text,
                    sequence,
                    count,
                    YamlEdits.Item(Text, sequence, pairs)
                ),
                { Value.SaysNothing: true } => YamlEdits.FillList(Text, map, list, pairs),
                _ => null,
            } ?? throw Unsafe(list?.Value ?? map);
        Reparse();
        CheckRest(before, Root, path);
        if (
            Descend(path).Parent.Find(key)?.Value is not YamlSequence after
            || after.Items.Count != count + 1
            || (
                list?.Value is YamlSequence old
                && !old.Items.Zip(after.Items).All(pair => pair.First.SameAs(pair.Second))
            )
        )
            throw Unsafe(list?.Key ?? (YamlNode)map);
        foreach (var (name, value) in pairs)
            Expect(
                [.. path, count, name],
                node => node is YamlScalar scalar && string.Equals(scalar.Value, value, StringComparison.Ordinal)
            );
    }

    /// <summary>Takes one item out of a list.</summary>
    public void RemoveItem(ReadOnlySpan<YamlStep> path, int index)
    {
        var (parent, _) = Descend(path);
        var entry = parent.Find(path[^1].Key!)!;
        var sequence = (YamlSequence)entry.Value;
        Splice(YamlEdits.RemoveItem(Text, entry, sequence, index) ?? throw Unsafe(sequence), path);
        var left = sequence.Items.Where((_, position) => position != index).ToArray();
        Expect(
            path,
            node =>
                left.Length == 0
                    ? node is { SaysNothing: true }
                    : node is YamlSequence after
                        && after.Items.Count == left.Length
                        && left.Zip(after.Items).All(pair => pair.First.SameAs(pair.Second))
        );
    }

    private static IEnumerable<string?> Texts(YamlSequence sequence) =>
        sequence.Items.Select(item => (item as YamlScalar)?.Value);

    private void Reorder(YamlStep[] path, IReadOnlyList<string> values)
    {
        string?[] Current() => [.. Texts((YamlSequence)Descend(path).Parent.Find(path[^1].Key!)!.Value)];
        for (var index = Current().Length - 1; index >= 0; index--)
        {
            var current = Current();
            var extra =
                current.Take(index + 1).Count(text => text == current[index])
                > values.Count(text => text == current[index]);
            if (extra && (current.Length > 1 || values.Count == 0))
                RemoveItem(path, index);
            else if (extra)
            {
                ReplaceOnlyItem(path, values[0]);
                break;
            }
        }
        for (var index = 0; index < values.Count; index++)
        {
            var current = Current();
            if (index < current.Length && string.Equals(current[index], values[index], StringComparison.Ordinal))
                continue;
            var later = Array.IndexOf(current, values[index], Math.Min(index, current.Length));
            if (later >= 0)
                RemoveItem(path, later);
            var sequence = (YamlSequence)Descend(path).Parent.Find(path[^1].Key!)!.Value;
            Splice(
                YamlEdits.InsertItem(Text, sequence, index, ScalarText.Of(values[index])) ?? throw Unsafe(sequence),
                path
            );
        }
    }

    /// <summary>Keeps a list of one from losing its style by being emptied first.</summary>
    private void ReplaceOnlyItem(YamlStep[] path, string value)
    {
        var sequence = (YamlSequence)Descend(path).Parent.Find(path[^1].Key!)!.Value;
        if (sequence.Items[0] is not YamlScalar { IsBlock: false, IsEmpty: false } scalar)
            throw Unsafe(sequence);
        Splice(
            string.Concat(Text.AsSpan(0, scalar.Start), ScalarText.Of(value, scalar.Style), Text.AsSpan(scalar.End)),
            path
        );
    }

    /// <summary>The mapping nearest to the value, and how many keys between it and the value are missing.</summary>
    private (YamlMapping Parent, int Missing) Descend(ReadOnlySpan<YamlStep> path)
    {
        var parent = Root;
        for (var depth = 0; depth < path.Length - 1; depth++)
        {
            var node = path[depth].Key is { } key ? parent.Find(key)?.Value : throw Unsafe(parent);
            if (node is YamlSequence sequence && depth + 1 < path.Length && path[depth + 1].Key is null)
                node = sequence.Items[path[++depth].Index];
            if (node is null or YamlScalar { IsNull: true })
                return (parent, path.Length - 1 - depth);
            parent = node as YamlMapping ?? throw Unsafe(node);
        }
        return (parent, 0);
    }

    /// <summary>The text after the colon of the topmost key that is new.</summary>
    private string Nested(ReadOnlySpan<YamlStep> below, string value, YamlMapping parent)
    {
        if (below.Length == 0)
            return $" {ScalarText.Of(value)}";
        if (parent.IsFlow)
            return $" {{{below[0].Key}:{Nested(below[1..], value, parent)}}}";
        var rendered = "";
        var indent = parent.Column - 1;
        foreach (var step in below)
        {
            indent += 2;
            rendered += $"{YamlLayout.NewLine(Text, Text.Length)}{new string(' ', indent)}{step.Key}:";
        }
        return $"{rendered} {ScalarText.Of(value)}";
    }

    private void Splice(string text, ReadOnlySpan<YamlStep> path)
    {
        var before = Root;
        Text = text;
        Reparse();
        CheckRest(before, Root, path);
    }

    private void Reparse()
    {
        try
        {
            Root = YamlTree.Parse(Text);
        }
        catch (YamlSyntaxException exception)
        {
            throw new YamlSyntaxException(exception.Line, exception.Column, UnsafeMessage);
        }
    }

    /// <summary>All that is not at or under the path must read as before.</summary>
    private static void CheckRest(YamlNode before, YamlNode after, ReadOnlySpan<YamlStep> path)
    {
        if (path.IsEmpty)
            return;
        if (before is YamlMapping oldMap && after is YamlMapping newMap && path[0].Key is { } key)
        {
            var untouched = oldMap
                .Entries.Where(entry => !string.Equals(entry.Key.Value, key, StringComparison.Ordinal))
                .ToArray();
            var added = newMap.Entries.Count(entry => !string.Equals(entry.Key.Value, key, StringComparison.Ordinal));
            if (
                added != untouched.Length
                || !untouched.All(entry => newMap.Find(entry.Key.Value) is { } twin && entry.Value.SameAs(twin.Value))
            )
                throw Unsafe(before);
            if (oldMap.Find(key) is { } oldEntry && newMap.Find(key) is { } newEntry)
                CheckRest(oldEntry.Value, newEntry.Value, path[1..]);
        }
        else if (before is YamlSequence oldList && after is YamlSequence newList && path[0].Key is null)
        {
            var index = path[0].Index;
            if (oldList.Items.Count != newList.Items.Count)
                throw Unsafe(before);
            for (var position = 0; position < oldList.Items.Count; position++)
                if (position != index && !oldList.Items[position].SameAs(newList.Items[position]))
                    throw Unsafe(before);
            CheckRest(oldList.Items[index], newList.Items[index], path[1..]);
        }
    }

    private void Expect(ReadOnlySpan<YamlStep> path, Func<YamlNode?, bool> isAsMeant)
    {
        YamlNode? node = Root;
        foreach (var step in path)
            node = step.Key is { } key
                ? (node as YamlMapping)?.Find(key)?.Value
                : (node as YamlSequence)?.Items.ElementAtOrDefault(step.Index);
        if (!isAsMeant(node))
            throw Unsafe(node ?? Root);
    }

    private static string UnsafeMessage =>
        UiText.Of(
            "this is written in a way that cannot be changed safely; nothing was changed, edit it by hand",
            "ten zapis nie pozwala na bezpieczną zmianę; nic nie zmieniono, popraw ręcznie"
        );

    private static YamlSyntaxException Unsafe(YamlNode at) => new(at.Line, at.Column, UnsafeMessage);
}

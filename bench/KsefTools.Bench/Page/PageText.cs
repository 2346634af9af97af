namespace KsefTools.Bench.Page;

/// <summary>A page with figures between <c>&lt;!-- figures NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static class PageText
{
    private const string End = "<!-- end -->";

    /// <summary>The page with other figures in one of its places.</summary>
    /// <exception cref="FormatException">The page has no such place.</exception>
    internal static string Replace(string page, string name, string figures)
    {
        var begin = $"<!-- figures {name} -->";
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0)
            throw new FormatException($"The page has no {begin} with {End} after it.");
        return $"{page[..(start + begin.Length)]}\n{figures.Trim()}\n{page[end..]}";
    }
}

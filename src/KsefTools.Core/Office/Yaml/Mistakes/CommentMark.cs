namespace KsefTools.Core.Office.Yaml.Mistakes;

/// <summary>
/// Tells a comment from text that a <c>#</c> has cut off: people write a space after the sign of a comment, and none
/// (or a number) where the sign belongs to a name, as in <c>PHU #1 Kowalski</c>.
/// </summary>
internal static class CommentMark
{
    /// <summary>Index of a <c>#</c> after a value that may cut off the value's rest; null where none does.</summary>
    /// <param name="text">The file.</param>
    /// <param name="end">Index after the value's last character.</param>
    public static int? ThatCutsText(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at == 0 || at >= text.Length || text[at] != '#' || text[at - 1] != ' ')
            return null;
        var next = at + 1;
        while (next < text.Length && text[next] == ' ')
            next++;
        var isGlued = next == at + 1;
        return next < text.Length && (char.IsDigit(text[next]) || (isGlued && char.IsLetter(text[next]))) ? at : null;
    }
}

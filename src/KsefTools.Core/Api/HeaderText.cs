namespace KsefTools.Core.Api;

/// <summary>
/// Text of a server that goes into a request's header: a line break there would begin a header of its choosing.
/// </summary>
internal static class HeaderText
{
    /// <summary>Whether it is visible ASCII on one line.</summary>
    public static bool IsSafe(string text) => text.Length > 0 && text.All(letter => letter is >= ' ' and <= '~');
}

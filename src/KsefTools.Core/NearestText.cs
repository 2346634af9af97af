namespace KsefTools.Core;

/// <summary>Finds what somebody meant who mistyped a name.</summary>
public static class NearestText
{
    /// <summary>The candidate with the fewest letters to change, case aside; null where none is near.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates
            .Select(candidate => (Text: candidate, Distance: Distance(Fold(text), Fold(candidate))))
            .Where(item => item.Distance <= Math.Max(2, item.Text.Length / 3))
            .OrderBy(item => item.Distance)
            .Select(item => item.Text)
            .FirstOrDefault();
    }

    private static string Fold(string text) => text.Trim().ToUpperInvariant();

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.Length];
    }
}

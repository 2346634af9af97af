using System.Globalization;

namespace KsefTools.Core.Api.Http;

/// <summary>How long an answer asks to wait: its Retry-After, in seconds or as a date.</summary>
internal static class AskedWait
{
    /// <summary>Longer than any block that was ever seen; what asks for more asks for this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null where it asks for nothing, or for a moment that is over.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var headers = response.Headers;
        if (headers.RetryAfter?.Date is { } date)
            // By the clock of who wrote the date, where it tells its time: ours may be wrong.
            return Bounded(date - (headers.Date ?? time.GetUtcNow()));
        // The platform reads no number that does not fit into 32 bits.
        return
            headers.TryGetValues("Retry-After", out var texts)
            && texts.FirstOrDefault() is { } text
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            // NaN is read as a number, and is none.
            && seconds >= 0
            ? Bounded(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)))
            : null;
    }

    /// <summary>The seconds that a refusal names in its text; null where it names none.</summary>
    public static TimeSpan? InText(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var words = text.Split([' ', '.', ',', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
            for (var index = 1; index < words.Length; index++)
                if (
                    words[index].StartsWith("sek", StringComparison.OrdinalIgnoreCase)
                    || words[index].StartsWith("sec", StringComparison.OrdinalIgnoreCase)
                )
                    if (
                        int.TryParse(words[index - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    )
                        return Bounded(TimeSpan.FromSeconds(seconds));
        }
        return null;
    }

    private static TimeSpan? Bounded(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? null
        : wait < Longest ? wait
        : Longest;
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Http;

/// <summary>A page of a list that is sorted newest first, and the token that continues it.</summary>
/// <remarks>The token names the last item shown, so that what is added meanwhile moves nothing.</remarks>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);

/// <inheritdoc cref="Page{T}"/>
internal static class Page
{
    private const string Header = "x-continuation-token";

    /// <summary>The page that the call asks for.</summary>
    /// <exception cref="RefusalException">21405 page size; 21418 continuation token.</exception>
    public static Page<T> Take<T>(
        Call call,
        IEnumerable<T> all,
        Func<T, DateTimeOffset> date,
        Func<T, string> reference
    )
    {
        var size = Size(call);
        var sorted = all.OrderByDescending(date).ThenBy(reference, StringComparer.Ordinal);
        var after = Last(call) is var (lastDate, lastReference)
            ? sorted.Where(item =>
                date(item) < lastDate
                || (date(item) == lastDate && string.CompareOrdinal(reference(item), lastReference) > 0)
            )
            : sorted;
        var items = after.Take(size + 1).ToList();
        if (items.Count <= size)
            return new Page<T>(items, null);
        items.RemoveAt(size);
        return new Page<T>(items, Encode(date(items[^1]), reference(items[^1])));
    }

    /// <summary>The query parameter pageSize.</summary>
    /// <exception cref="RefusalException">21405: outside 10 to 100.</exception>
    public static int Size(Call call) => Size(call, 100);

    /// <summary>The query parameter pageSize of an operation with smaller pages.</summary>
    /// <exception cref="RefusalException">21405: outside 10 to the most.</exception>
    public static int Size(Call call, int most) => Number(call, "pageSize", 10, most, 10);

    /// <summary>The query parameter pageOffset.</summary>
    /// <exception cref="RefusalException">21405: negative.</exception>
    public static int Offset(Call call) => Number(call, "pageOffset", 0, int.MaxValue, 0);

    private static int Number(Call call, string name, int least, int most, int usual)
    {
        if (!call.Http.Request.Query.TryGetValue(name, out var text))
            return usual;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && number >= least && number <= most
            ? number
            : throw Refusals.Validation($"{name}: dozwolone są wartości od {least} do {most}.");
    }

    private static string Encode(DateTimeOffset date, string reference) =>
        Convert.ToBase64String(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{date.UtcTicks}|{reference}"))
        );

    private static (DateTimeOffset Date, string Reference)? Last(Call call)
    {
        var text = call.Http.Request.Headers[Header].ToString();
        if (text.Length == 0)
            return null;
        var parts = Base64.IsValid(text) ? Encoding.UTF8.GetString(Convert.FromBase64String(text)).Split('|') : [];
        if (
            parts is not [var ticksText, var reference]
            || !long.TryParse(ticksText, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.UtcTicks
        )
            throw Refusals.BadContinuationToken();
        return (new DateTimeOffset(ticks, TimeSpan.Zero), reference);
    }
}

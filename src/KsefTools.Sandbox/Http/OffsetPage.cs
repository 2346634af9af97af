using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Http;

/// <summary>A page by number of a list that is sorted newest first, as permissions are listed.</summary>
/// <param name="Items">What the page holds.</param>
/// <param name="HasMore">Whether another page follows.</param>
internal sealed record OffsetPage<T>(IReadOnlyList<T> Items, bool HasMore);

/// <inheritdoc cref="OffsetPage{T}"/>
internal static class OffsetPage
{
    /// <summary>The page that the query parameters ask for.</summary>
    /// <exception cref="RefusalException">21405: pageSize or pageOffset.</exception>
    public static OffsetPage<T> Take<T, TId>(
        Call call,
        IEnumerable<T> all,
        Func<T, DateTimeOffset> date,
        Func<T, TId> id
    )
    {
        var size = Page.Size(call);
        var skipped = (int)Math.Min((long)Page.Offset(call) * size, int.MaxValue);
        var found = all.OrderByDescending(date).ThenBy(id).Skip(skipped).Take(size + 1).ToList();
        return new OffsetPage<T>([.. found.Take(size)], found.Count > size);
    }
}

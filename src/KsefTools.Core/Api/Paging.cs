using System.Globalization;
using System.Runtime.CompilerServices;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api;

/// <summary>
/// Follows a list of KSeF from page to page, to its end. No answer can hold us forever: an empty page is the last one,
/// and a list that gives the same again, or has no end, is an error, because half a list proves nothing.
/// </summary>
internal static class Paging
{
    /// <summary>At 50 or 100 entries a page, far more than an office of a thousand clients has of anything.</summary>
    internal const int MostPages = 1_000;

    /// <summary>A list whose pages are counted from 0.</summary>
    /// <inheritdoc cref="ByTokenAsync" path="/param"/>
    /// <inheritdoc cref="ByTokenAsync" path="/exception"/>
    public static IAsyncEnumerable<T> ByNumberAsync<T>(
        string endpoint,
        Func<int, CancellationToken, Task<(IReadOnlyList<T> Items, bool HasMore)>> read,
        Func<T, string?> idOf,
        CancellationToken cancellationToken
    )
    {
        return ByTokenAsync(endpoint, ReadAsync, idOf, cancellationToken);

        async Task<(IReadOnlyList<T>, string?)> ReadAsync(string? token, CancellationToken cancel)
        {
            var page = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
            var (items, hasMore) = await read(page, cancel);
            return (items, hasMore ? (page + 1).ToString(CultureInfo.InvariantCulture) : null);
        }
    }

    /// <summary>A list in which each page has the token of the next one.</summary>
    /// <param name="endpoint">Names the list in errors.</param>
    /// <param name="read">Asks for a page; its last answer has no token.</param>
    /// <param name="idOf">What tells one entry from all others; null where it has nothing of the kind.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">A page could not be read, or the list has no end.</exception>
    public static async IAsyncEnumerable<T> ByTokenAsync<T>(
        string endpoint,
        Func<string?, CancellationToken, Task<(IReadOnlyList<T> Items, string? Next)>> read,
        Func<T, string?> idOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var (items, next) = await read(token, cancellationToken);
            if (items is null)
                throw ApiErrors.BadAnswer(endpoint);
            var isNew = false;
            foreach (var item in items)
            {
                // No contract, but no reason to lose the entries around it.
                if (item is null)
                    continue;
                isNew |= idOf(item) is not { } id || known.Add(id);
                yield return item;
            }
            if (string.IsNullOrEmpty(next) || items.Count == 0)
                yield break;
            token = isNew && asked.Add(next) ? next : null;
        } while (token is not null && asked.Count < MostPages);
        throw new KsefApiException(
            ApiErrorKind.BadAnswer,
            endpoint,
            UiText.Of(
                $"{endpoint}: the list has no end: KSeF gives the same pages again, or more than {MostPages}.",
                $"{endpoint}: lista się nie kończy: KSeF powtarza te same strony albo podaje ich ponad {MostPages}."
            )
        );
    }
}

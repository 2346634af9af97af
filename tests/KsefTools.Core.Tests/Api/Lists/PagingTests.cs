using System.Globalization;
using KsefTools.Core.Api;

namespace KsefTools.Core.Tests.Api.Lists;

/// <summary>A list is followed to its end, and no answer makes it endless.</summary>
public sealed class PagingTests
{
    private const string Endpoint = "GET /list";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_read_in_order_until_one_has_no_successor()
    {
        Assert.Equal(["a", "b", "c"], await ByTokenAsync(("a", "1"), ("b", "2"), ("c", null)));
        Assert.Equal(["0", "1", "2"], await ByNumberAsync(page => ([$"{page}"], page < 2)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_empty_successor_is_none(string? next) =>
        Assert.Equal(["a"], await ByTokenAsync(("a", next), ("b", null)));

    [Fact]
    public async Task An_empty_page_is_the_last_whatever_it_says()
    {
        Assert.Equal(["0"], await ByNumberAsync(page => (page == 0 ? ["0"] : [], true)));
    }

    [Fact]
    public async Task A_row_that_moved_to_the_next_page_meanwhile_is_no_repetition()
    {
        string[][] pages =
        [
            ["a", "b"],
            ["b", "c"],
        ];

        Assert.Equal(["a", "b", "b", "c"], await ByNumberAsync(page => (pages[page], page == 0)));
    }

    [Fact]
    public Task A_token_that_was_followed_already_ends_in_an_error() =>
        AssertEndlessAsync(ByTokenAsync(("a", "1"), ("b", "2"), ("c", "1"), ("d", null)));

    [Fact]
    public Task A_page_that_brings_nothing_new_ends_in_an_error() =>
        AssertEndlessAsync(ByTokenAsync(("a", "1"), ("a", "2"), ("b", null)));

    [Fact]
    public Task The_same_page_under_ever_new_numbers_ends_in_an_error() =>
        AssertEndlessAsync(ByNumberAsync(_ => (["a"], true)));

    [Fact]
    public async Task Ever_new_pages_end_in_an_error_at_a_cap()
    {
        var read = 0;

        await AssertEndlessAsync(ByNumberAsync(page => ([$"{read = page}"], true)));

        Assert.Equal(Paging.MostPages - 1, read);
    }

    [Fact]
    public async Task An_entry_that_is_none_hides_no_other() =>
        Assert.Equal(["a", "b"], await ByNumberAsync(_ => (["a", null!, "b"], false)));

    [Fact]
    public async Task A_page_without_a_list_is_an_answer_that_the_contract_does_not_know()
    {
        var failure = await Assert.ThrowsAsync<KsefApiException>(() => ByNumberAsync(_ => (null!, false)));

        Assert.Equal((ApiErrorKind.BadAnswer, Endpoint), (failure.Kind, failure.Endpoint));
    }

    [Fact]
    public async Task Entries_that_cannot_be_told_apart_are_all_new()
    {
        var all = await Paging
            .ByNumberAsync(
                Endpoint,
                (page, _) => Task.FromResult<(IReadOnlyList<string>, bool)>((["same"], page < 3)),
                _ => null,
                Cancel
            )
            .ToListAsync(Cancel);

        Assert.Equal(4, all.Count);
    }

    private static async Task AssertEndlessAsync(Task reading)
    {
        var failure = await Assert.ThrowsAsync<KsefApiException>(() => reading);
        Assert.Equal((ApiErrorKind.BadAnswer, Endpoint), (failure.Kind, failure.Endpoint));
        Assert.False(failure.IsTransient || failure.SpeaksAboutCredential);
    }

    /// <summary>Page n is asked for by the token n; each has one entry and a successor.</summary>
    private static async Task<List<string>> ByTokenAsync(params (string Item, string? Next)[] pages) =>
        await Paging
            .ByTokenAsync(
                Endpoint,
                (token, _) =>
                {
                    var (item, next) = pages[token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture)];
                    return Task.FromResult<(IReadOnlyList<string>, string?)>(([item], next));
                },
                item => item,
                Cancel
            )
            .ToListAsync(Cancel);

    private static async Task<List<string>> ByNumberAsync(
        Func<int, (IReadOnlyList<string> Items, bool HasMore)> read
    ) =>
        await Paging
            .ByNumberAsync(Endpoint, (page, _) => Task.FromResult(read(page)), item => item, Cancel)
            .ToListAsync(Cancel);
}

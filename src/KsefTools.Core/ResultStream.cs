using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace KsefTools.Core;

/// <summary>Work on many things at once whose results leave as they are reached.</summary>
internal static class ResultStream
{
    /// <summary>
    /// One result for each item. Leaving the enumeration early, or cancelling, ends the work and waits until nothing
    /// runs any more; what the reading of items throws comes out after the results so far.
    /// </summary>
    /// <param name="items">What to work on; enumerated while the first ones are at work already.</param>
    /// <param name="throttleLimit">Items worked on at the same time.</param>
    /// <param name="work">Makes an item's result.</param>
    /// <param name="broken">
    /// Makes the result of an item whose work failed as nobody foresaw, so that the others go on.
    /// </param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled; results so far were given.</exception>
    public static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        Func<CancellationToken, IAsyncEnumerable<TItem>> items,
        int throttleLimit,
        Func<TItem, CancellationToken, Task<TResult>> work,
        Func<TItem, Exception, TResult> broken,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var results = Channel.CreateUnbounded<TResult>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = FillAsync(items(stop.Token), throttleLimit, DoAsync, results.Writer, stop.Token);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None))
                yield return result;
        }
        finally
        {
            await stop.CancelAsync();
            // Its failure has come out of the results already.
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        cancellationToken.ThrowIfCancellationRequested();

        async Task<TResult> DoAsync(TItem item, CancellationToken cancel)
        {
            try
            {
                return await work(item, cancel);
            }
            catch (Exception fault) when (Faults.AreOfOneItem(fault, cancel))
            {
                return broken(item, fault);
            }
        }
    }

    private static async Task FillAsync<TItem, TResult>(
        IAsyncEnumerable<TItem> items,
        int throttleLimit,
        Func<TItem, CancellationToken, Task<TResult>> work,
        ChannelWriter<TResult> results,
        CancellationToken cancellationToken
    )
    {
        Exception? failure = null;
        try
        {
            await Parallel.ForEachAsync(
                items,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = Math.Max(1, throttleLimit),
                    CancellationToken = cancellationToken,
                },
                async (item, cancel) => results.TryWrite(await work(item, cancel))
            );
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            results.Complete(failure);
        }
    }
}

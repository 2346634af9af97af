using System.Collections.Concurrent;
using System.Management.Automation;

namespace KsefTools.Cmdlets.Threads;

/// <summary>
/// The way from worker tasks to the pipeline thread, the only one that may write objects, ask ShouldProcess or call
/// other cmdlets. Workers queue; the pipeline thread runs what is queued, in order.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private readonly BlockingCollection<QueuedCall> _queue = [];
    private readonly int _pipelineThread = Environment.CurrentManagedThreadId;

    /// <summary>Runs something on the pipeline thread, some time soon. Dropped once the pump is closed.</summary>
    internal void Post(Action action) => Enqueue(new(action, Cancel: null));

    /// <summary>
    /// Runs something on the pipeline thread and brings its result, or its exception, back to the worker.
    /// </summary>
    /// <exception cref="OperationCanceledException">The pipeline stopped before its turn came.</exception>
    internal Task<T> InvokeAsync<T>(Func<T> function, CancellationToken cancellationToken)
    {
        if (Environment.CurrentManagedThreadId == _pipelineThread)
            return Task.FromResult(function());

        // The worker goes on in the pool, never on the pipeline thread inside our call.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new(() => Answer(function, answer, cancellationToken), () => answer.TrySetCanceled(cancellationToken)));
        return answer.Task;
    }

    /// <summary>On the pipeline thread: runs what is queued until the work has ended and nothing is left.</summary>
    /// <exception cref="OperationCanceledException">Told to stop; the work may still be running.</exception>
    internal void RunUntilDone(Task work, CancellationToken stop)
    {
        _ = work.ContinueWith(
            _ => Post(() => { }),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        while (!work.IsCompleted)
            _queue.Take(stop).Run();
        while (_queue.TryTake(out var call))
            call.Run();
    }

    /// <summary>Takes nothing more; workers that wait for an answer are released by cancellation.</summary>
    internal void Close()
    {
        _queue.CompleteAdding();
        while (_queue.TryTake(out var call))
            call.Cancel?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _queue.Dispose();
    }

    private static void Answer<T>(Func<T> function, TaskCompletionSource<T> answer, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            answer.TrySetCanceled(cancellation);
            return;
        }

        try
        {
            answer.TrySetResult(function());
        }
        catch (PipelineStoppedException)
        {
            // Not the worker's failure: the pipeline is going down, and its thread must hear of it.
            answer.TrySetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception exception)
        {
            answer.TrySetException(exception);
        }
    }

    private void Enqueue(QueuedCall call)
    {
        try
        {
            _queue.Add(call);
        }
        catch (InvalidOperationException)
        {
            // Closed, perhaps between a worker's last look and its call.
            call.Cancel?.Invoke();
        }
    }

    private sealed record QueuedCall(Action Run, Action? Cancel);
}

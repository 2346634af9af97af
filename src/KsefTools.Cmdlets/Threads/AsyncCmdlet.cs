using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Threads;

/// <summary>
/// A cmdlet whose work runs on worker tasks while the pipeline thread pumps. However it ends (done, Ctrl-C, a
/// downstream <c>Select-Object -First</c>, an error upstream), the work is cancelled and waited for: nothing goes on
/// behind the prompt.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    // Work answers a cancellation in milliseconds. The bound only keeps a defect in it from taking the prompt along.
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private PipelinePump? _pump;
    private Task? _work;

    /// <summary>Created on the pipeline thread, at the first use there.</summary>
    private protected PipelinePump Pump => _pump ??= new PipelinePump();

    /// <summary>Cancelled by Ctrl-C and whatever else ends the pipeline early.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Writes a warning, in which text of others is text.</summary>
    private protected new void WriteWarning(string text) => base.WriteWarning(PlainText.Lines(text));

    /// <inheritdoc cref="WriteWarning"/>
    private protected new void WriteVerbose(string text) => base.WriteVerbose(PlainText.Lines(text));

    /// <summary>Asks whether to go on, or says what would be done, in words in which text of others is text.</summary>
    private protected new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(PlainText.Line(target), PlainText.Lines(action));

    /// <inheritdoc cref="ShouldProcess"/>
    private protected new bool ShouldContinue(string query, string caption) =>
        base.ShouldContinue(PlainText.Lines(query), caption);

    /// <summary>Runs work and pumps until it is done.</summary>
    private protected void Run(Func<CancellationToken, Task> work)
    {
        var pump = Pump;
        var running = _work = Task.Run(() => work(_stop.Token), CancellationToken.None);
        // Whatever comes out of a write (a stop, Select-Object's end of the pipeline, -ErrorAction Stop) passes through
        // here on its way up, and takes the workers along.
        try
        {
            pump.RunUntilDone(running, _stop.Token);
            _work = null;
            running.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            CancelAndJoin();
            throw new PipelineStoppedException();
        }
        catch
        {
            CancelAndJoin();
            throw;
        }
    }

    /// <inheritdoc cref="Run(Func{CancellationToken, Task})"/>
    private protected T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        T result = default!;
        Run(async cancellation =>
        {
            result = await work(cancellation);
        });
        return result;
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl-C at the very end: there is nothing left to stop.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends and joins work that a pipeline left behind, e.g. when an upstream command threw.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        CancelAndJoin();
        _pump?.Dispose();
        _stop.Dispose();
    }

    private void CancelAndJoin()
    {
        var work = _work;
        _work = null;
        if (work is null)
            return;
        _stop.Cancel();
        _pump?.Close();
        // Its outcome no longer matters to anyone, only that it has one.
        _ = Task.WhenAny(work).Wait(JoinLimit, CancellationToken.None);
    }
}

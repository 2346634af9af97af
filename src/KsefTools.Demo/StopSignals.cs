using System.Runtime.InteropServices;

namespace KsefTools.Demo;

/// <summary>
/// Turns the signals that end a process into a cancellation: a sandbox, its clients and a folder are to be put away
/// first.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<PosixSignalRegistration> _registrations;
    private volatile bool _interruptsAreOthers;

    internal StopSignals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
        ];

    internal CancellationToken Token => _stop.Token;

    /// <summary>From now on Ctrl-C is meant for a child that has the terminal.</summary>
    internal void LeaveInterrupts() => _interruptsAreOthers = true;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (signal.Signal is not PosixSignal.SIGINT || !_interruptsAreOthers)
            _stop.Cancel();
    }
}

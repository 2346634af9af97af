using System.Text;
using KsefTools.Core.Files;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// A gate of all processes of a machine: its state is a small file that only its owner may open, and one process at a
/// time. A process that dies leaves nothing locked, and its requests stop counting with the windows. Where the file
/// cannot be used, the process counts alone, as programs do that cannot see each other.
/// </summary>
/// <param name="path">The file; its folder is there.</param>
/// <param name="time">For the moment of a write.</param>
internal sealed class SharedGate(string path, TimeProvider time) : IGateStore
{
    private const int Version = 1;
    private const int MaxBytes = 1 << 20;

    /// <summary>
    /// Who works on the state does so for well under a millisecond; who has it for longer than this is stuck.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What the two clocks may differ by; a larger difference is a restart of the machine, or its sleep.
    /// </summary>
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(1);

    private readonly OwnGate _alone = new();
    private readonly Lock _lock = new();
    private long? _busySince;

    /// <inheritdoc/>
    public bool TryUse<T>(Func<GateState, T> work, out T result)
    {
        // Threads of this process take turns here, and not at the file.
        lock (_lock)
            try
            {
                using var file = new FileStream(path, Options());
                _busySince = null;
                var state = Read(file);
                result = work(state);
                Write(file, state);
                return true;
            }
            catch (IOException) when (IsBusy())
            {
                result = default!;
                return false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return _alone.TryUse(work, out result);
            }
    }

    private static FileStreamOptions Options()
    {
        var options = AtomicFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        options.BufferSize = 0;
        return options;
    }

    private bool IsBusy()
    {
        _busySince ??= time.GetTimestamp();
        return File.Exists(path) && time.GetElapsedTime(_busySince.Value) < Patience;
    }

    private GateState Read(FileStream file)
    {
        if (file.Length is 0 or > MaxBytes)
            return new GateState();
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            return reader.ReadInt32() == Version && IsOfThisRun(reader) ? ReadState(reader) : new GateState();
        }
        catch (EndOfStreamException)
        {
            // Torn by a full disk.
            return new GateState();
        }
    }

    // The clock without a date begins again with the machine.
    private bool IsOfThisRun(BinaryReader reader)
    {
        var passed = time.GetUtcNow().UtcTicks - reader.ReadInt64();
        var measured = SteadyClock.Now(time).Ticks - reader.ReadInt64();
        return measured >= 0 && Math.Abs(passed - measured) < Drift.Ticks;
    }

    private static GateState ReadState(BinaryReader reader)
    {
        var state = new GateState
        {
            Pace = new Pace
            {
                ClosedUntil = Moment(),
                Share = reader.ReadDouble(),
                Since = Moment(),
                NextTurn = Moment(),
                IsProbing = reader.ReadBoolean(),
                Probe = reader.ReadInt64(),
                ProbeEnd = Moment(),
                Refusals = reader.ReadInt32(),
            },
            Answers = reader.ReadInt32(),
        };
        for (var left = reader.ReadInt32(); left > 0; left--)
            state.Places.Add(new Place(reader.ReadInt64(), Moment(), reader.ReadBoolean()));
        return state;

        TimeSpan Moment() => new(reader.ReadInt64());
    }

    private void Write(FileStream file, GateState state)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write(time.GetUtcNow().UtcTicks);
            writer.Write(SteadyClock.Now(time).Ticks);
            var pace = state.Pace;
            writer.Write(pace.ClosedUntil.Ticks);
            writer.Write(pace.Share);
            writer.Write(pace.Since.Ticks);
            writer.Write(pace.NextTurn.Ticks);
            writer.Write(pace.IsProbing);
            writer.Write(pace.Probe);
            writer.Write(pace.ProbeEnd.Ticks);
            writer.Write(pace.Refusals);
            writer.Write(state.Answers);
            writer.Write(state.Places.Count);
            foreach (var place in state.Places)
            {
                writer.Write(place.Id);
                writer.Write(place.At.Ticks);
                writer.Write(place.IsUnderWay);
            }
        }
        file.Position = 0;
        // One write: whoever is killed leaves the old state or the new one.
        file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        file.SetLength(bytes.Length);
    }
}

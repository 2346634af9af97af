namespace KsefTools.Core.Api.Http;

/// <summary>
/// Leaves an address alone for a while that answers nobody: hammering it has got offices blocked, and a thousand
/// clients would wait out a thousand time limits. Any answer at all, an error too, shows that it is there, so that one
/// client's trouble never stops the others.
/// </summary>
internal sealed class Reachability(TimeProvider time)
{
    private const int FailuresInARow = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile int _failures;
    private long _restsSince;
    private (long Since, TimeSpan For)? _gone;

    /// <summary>False while the address rests. After the rest one request goes to see whether it is back.</summary>
    internal bool MayTry()
    {
        if (_failures < FailuresInARow)
            return true;
        lock (_lock)
        {
            if (_failures < FailuresInARow)
                return true;
            if (time.GetElapsedTime(_restsSince) < Rest)
                return false;
            _restsSince = time.GetTimestamp();
            return true;
        }
    }

    internal void Answered() => _failures = 0;

    /// <summary>The address said that it is away for so long: nobody need ask before.</summary>
    internal void Gone(TimeSpan absence)
    {
        lock (_lock)
            _gone = (time.GetTimestamp(), absence);
    }

    /// <summary>For how long the address is away still; null where it is not.</summary>
    internal TimeSpan? GoneFor()
    {
        lock (_lock)
            return _gone is { } gone && gone.For - time.GetElapsedTime(gone.Since) is { Ticks: > 0 } left ? left : null;
    }

    /// <summary>A new run begins, and asks whatever was said in an earlier one.</summary>
    internal void Forget()
    {
        lock (_lock)
            (_failures, _gone) = (0, null);
    }

    internal void Failed()
    {
        lock (_lock)
            if (++_failures == FailuresInARow)
                _restsSince = time.GetTimestamp();
    }
}

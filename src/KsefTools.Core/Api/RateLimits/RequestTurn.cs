namespace KsefTools.Core.Api.RateLimits;

/// <summary>
/// One request's passage through its gate. To be disposed when its answer has come, or when it is known that none will.
/// </summary>
internal sealed class RequestTurn(RequestGate gate, long id) : IDisposable
{
    /// <summary>The answer has come: the windows count from now.</summary>
    public void Dispose() => gate.Answered(id);

    /// <summary>KSeF refused the request and asked to wait.</summary>
    internal void Refused(TimeSpan pause) => gate.CloseFor(pause, id);

    /// <summary>The request waits no longer.</summary>
    internal void GiveUp() => gate.GiveUp();
}

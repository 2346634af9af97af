using KsefTools.Core.Api;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Demo;

/// <summary>
/// The client side's sessions and limits, beginning with no session. As long as KSeF's clock is not moved, all that the
/// office does goes through one: two would count the limits apart.
/// </summary>
public sealed class DemoClient : IDisposable
{
    internal DemoClient(HttpMessageHandler connections, TimeProvider time, bool withLimits)
    {
        var api = new KsefApiOptions { LoginLimitScope = withLimits ? LoginLimitScope.Shared : LoginLimitScope.Off };
        Cache = SessionCache.InMemory(time);
        Sessions = new KsefSessions(Cache, api, signIn: null, connections, time);
    }

    public KsefSessions Sessions { get; }

    public SessionCache Cache { get; }

    public void Dispose() => Sessions.Dispose();
}

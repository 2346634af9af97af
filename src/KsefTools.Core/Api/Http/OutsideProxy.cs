using System.Net;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// The machine's proxy for all that leaves the machine. Plain http is allowed on loopback because it stays there, and a
/// proxy from <c>HTTP_PROXY</c> would be sent loopback's requests, tokens and all, in plain text.
/// </summary>
internal sealed class OutsideProxy(IWebProxy machines) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machines.Credentials;
        set => machines.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : machines.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || machines.IsBypassed(host);
}

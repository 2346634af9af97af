using KsefTools.Core.Api.Environments;
using KsefTools.Core.Api.Http;

namespace KsefTools.Core.Api.Status;

/// <summary>
/// The page on which the Ministry announces outages of KSeF. It is asked without any secret, and only at the Ministry's
/// own hosts or on this machine. A page that does not answer says nothing: it has been seen to be down while KSeF was
/// up.
/// </summary>
public static class StatusPage
{
    /// <summary>The longest that the page is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the address may be asked.</summary>
    /// <param name="text">As office.yaml has it.</param>
    /// <param name="error">One sentence for a person where it may not; null where it may.</param>
    public static bool IsAllowed(string? text, out string? error) =>
        KsefEnvironment.OfStatusPage(text, out error) is not null;

    /// <summary>What the page says; null where it does not answer, or not as it is known to.</summary>
    /// <param name="address">One that <see cref="IsAllowed"/> takes.</param>
    /// <param name="handler">Not disposed here.</param>
    /// <param name="time">Measures the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<StatusReport?> AskAsync(
        string address,
        HttpMessageHandler handler,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (KsefEnvironment.OfStatusPage(address, out _) is not { } page)
            return null;
        using var transport = new KsefTransport(
            AllowedAddress.Of(page, AllowedEnvironments.BuiltIn),
            new KsefApiOptions
            {
                MaxRetries = 0,
                AttemptTimeout = Patience,
                MaxThrottleWait = TimeSpan.Zero,
            },
            handler,
            time,
            static () => 0
        );
        try
        {
            // The address is the page itself, so that nothing is appended to it.
            var call = new ApiCall(HttpMethod.Get, "/status") { Path = "" };
            return await transport.SendAsync(call, KsefJson.Default.StatusReport, cancellationToken);
        }
        catch (KsefApiException)
        {
            return null;
        }
    }
}

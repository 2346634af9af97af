namespace KsefTools.Core.Tests.Api;

/// <summary>What the server counts.</summary>
internal static class ServerWindow
{
    /// <summary>The most requests that arrived within any one second.</summary>
    internal static int Most(IReadOnlyCollection<DateTimeOffset> arrivals) =>
        arrivals
            .Select(end => arrivals.Count(at => at > end - TimeSpan.FromSeconds(1) && at <= end))
            .DefaultIfEmpty()
            .Max();
}

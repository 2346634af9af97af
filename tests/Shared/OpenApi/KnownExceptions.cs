namespace KsefTools.Tests.OpenApi;

/// <summary>
/// Where the live API or its documentation departs from the schemas of the 2.7.0 document. Each line says why; a
/// departure that is not here is a violation.
/// </summary>
public static class KnownExceptions
{
    /// <summary>Date-times which the API writes without an offset: schema and property.</summary>
    private static readonly HashSet<string> LocalTimes = new(StringComparer.Ordinal)
    {
        // The document's own example of the legacy error has no offset ("2025-10-11T12:23:56.0154302").
        "ExceptionInfo.timestamp",
    };

    /// <summary>Properties that are required by 2.7.0 and may be absent since.</summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal)
    {
        // Changelog 2.8.1: a 403 may lack the timestamp.
        "ForbiddenProblemDetails.timestamp",
    };

    /// <summary>Properties that came after 2.7.0.</summary>
    private static readonly HashSet<string> Later = new(StringComparer.Ordinal)
    {
        // Changelog 2.8.0: four more groups of rate limits.
        "EffectiveApiRateLimits.onlineSessionClose",
        "EffectiveApiRateLimits.batchSessionClose",
        "EffectiveApiRateLimits.anonymous",
        "EffectiveApiRateLimits.global",
    };

    public static bool MayLackOffset(string schemaProperty) => LocalTimes.Contains(schemaProperty);

    public static bool MayBeAbsent(string schemaProperty) => Optional.Contains(schemaProperty);

    public static bool CameLater(string schemaProperty) => Later.Contains(schemaProperty);
}

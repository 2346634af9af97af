using System.Text.Json.Nodes;

namespace KsefTools.Tests.OpenApi;

/// <summary>
/// Where the live API or its documentation departs from the schemas of the 2.7.0 document: each is corrected before
/// anything is checked, and says why. A departure that is not here is a violation.
/// </summary>
internal static class KnownExceptions
{
    public static void Correct(JsonObject schemas)
    {
        // The document's own example of the legacy error has no offset ("2025-10-11T12:23:56.0154302").
        Property(schemas, "ExceptionInfo", "timestamp")["format"] = ContractFormats.LocalDateTime;

        // Changelog 2.8.1: a 403 may lack the timestamp.
        schemas["ForbiddenProblemDetails"]!["required"]!.AsArray().RemoveAll(name => (string?)name == "timestamp");

        // Changelog 2.8.0: four more groups of rate limits.
        foreach (var group in new[] { "onlineSessionClose", "batchSessionClose", "anonymous", "global" })
            schemas["EffectiveApiRateLimits"]!["properties"]![group] = new JsonObject();
    }

    private static JsonNode Property(JsonObject schemas, string schema, string property) =>
        schemas[schema]!["properties"]![property]!;
}

using KsefTools.Sandbox.Seeding.Conversion;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>From what was granted to what a conversion must come to.</summary>
internal static class ConversionTruthMaker
{
    // Policy as shipped: an office's program needs none of these.
    private static readonly string[] Never = ["CredentialsManage", "SubunitManage", "EnforcementOperations"];

    public static ConversionTruth Make(ClientStory client, ConversionStory told)
    {
        IReadOnlyList<string> effective = client.SignsIn ? client.Imported!.EffectivePermissions : [];
        var expected = client.Client.ExpectedPermissions;
        var required = effective.Minus(Never).Plus(expected);
        if (required.Count == 0)
            required = ["InvoiceRead"];
        var afterwards = told.Granted.Plus(required);
        var route = RouteOf(client, effective, required.Minus(told.Granted));
        var outcome = OutcomeOf(route);
        return new ConversionTruth
        {
            Case = told.Case,
            Route = route,
            Outcome = outcome,
            Reason = client.Blocked ? "ContextBlocked" : null,
            Required = required,
            Granted = told.Granted.Sorted(),
            Surplus = client.Blocked ? [] : afterwards.Minus(effective),
            Lost = effective.Minus(afterwards),
            EmployeePermissions = told.EmployeeActive.Sorted(),
            EmployeeInactive = told.Employee.Minus(told.EmployeeActive),
            StatusAfterEnd = StatusAfterEnd(client, outcome, afterwards.Minus(expected)),
        };
    }

    private static string RouteOf(ClientStory client, IReadOnlyList<string> effective, IReadOnlyList<string> missing) =>
        client.Blocked ? "None"
        : missing.Count == 0 ? "AlreadyGranted"
        : missing.Minus(StoryTeller.ReadAndWrite).Count > 0 ? "NeedsPerson"
        : effective.Contains("CredentialsManage", StringComparer.Ordinal) ? "ByToken"
        : "ByClient";

    private static string OutcomeOf(string route) =>
        route switch
        {
            "AlreadyGranted" or "ByToken" => "Converted",
            "ByClient" => "WaitingForClient",
            "NeedsPerson" => "NeedsPerson",
            _ => "Failed",
        };

    // A right beyond what the profile expects is ExcessPermission, a warning, for a certificate as for a token.
    // Where there was no token, none has ended: there is still no access.
    private static string StatusAfterEnd(ClientStory client, string outcome, IReadOnlyList<string> excess) =>
        outcome is not "Converted" ? (client.Imported is null ? "Warning" : "Critical")
        : excess.Count > 0 ? "Warning"
        : "Healthy";
}

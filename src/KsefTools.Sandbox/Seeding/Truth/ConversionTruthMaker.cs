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
        var surplus = afterwards.Minus(effective).Minus(required);
        return new ConversionTruth
        {
            Case = told.Case,
            Route = route,
            Outcome = outcome,
            Reason = client.Blocked ? "ContextBlocked" : null,
            Required = required,
            Granted = told.Granted.Sorted(),
            Surplus = surplus,
            Lost = effective.Minus(afterwards),
            EmployeePermissions = told.EmployeeActive.Sorted(),
            EmployeeInactive = told.Employee.Minus(told.EmployeeActive),
            StatusAfterEnd = StatusAfterEnd(outcome, surplus),
        };
    }

    private static string RouteOf(ClientStory client, IReadOnlyList<string> effective, IReadOnlyList<string> missing) =>
        client.Blocked ? "Blocked"
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
    private static string StatusAfterEnd(string outcome, IReadOnlyList<string> surplus) =>
        outcome is not "Converted" ? "Critical"
        : surplus.Count > 0 ? "Warning"
        : "Healthy";
}

using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>permissionState, as a list in the caller's context shows it.</summary>
internal static class GrantStates
{
    public static bool IsShownActive(Call call, GrantRecord grant) =>
        call.World.IsInEffect(grant, call.Bearer.Context)
        || (
            grant is { Kind: GrantKind.Indirect, IsActive: true } && call.Environment.Settings.BaselessGrantsShownActive
        );

    public static string Of(Call call, GrantRecord grant) => IsShownActive(call, grant) ? "Active" : "Inactive";

    /// <summary>A filter by state; null: none.</summary>
    public static bool? Read(string? text, Faultfinder faults)
    {
        faults.Check(text is null or "Active" or "Inactive", $"permissionState: nieznana wartość '{text}'.");
        return text is null ? null : text is "Active";
    }
}

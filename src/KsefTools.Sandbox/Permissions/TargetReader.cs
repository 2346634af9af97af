using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Reads a targetIdentifier, and filters by one.</summary>
internal static class TargetReader
{
    /// <summary>
    /// Whether a list that asks for a target shows the grant; a target that is the context itself finds direct grants.
    /// </summary>
    public static bool Fits(Call call, GrantRecord grant, GrantTarget? target)
    {
        if (target is null || grant.Target == target)
            return true;
        return grant.Target is null
            && target.Client == call.Bearer.Context
            && grant.Context == call.Bearer.Context
            && !call.Environment.Settings.OwnTargetHidesDirectGrants;
    }

    /// <summary>The target; null where there is none, or a fault was found.</summary>
    public static GrantTarget? Read(IdentifierBody? body, Faultfinder faults)
    {
        switch (body)
        {
            case null:
                return null;
            case { Type: "AllPartners", Value: null or "" }:
                return GrantTarget.AllPartners;
            case { Type: "Nip" or "InternalId", Value: not null }:
                return faults.Context(body, "targetIdentifier") is not { } context ? null
                    : body.Type is "Nip" ? GrantTarget.Nip(context.Value)
                    : GrantTarget.InternalId(context.Value);
            default:
                faults.Check(
                    isRight: false,
                    "targetIdentifier: wymagany jest typ Nip, InternalId (z wartością) lub AllPartners (bez wartości)."
                );
                return null;
        }
    }
}

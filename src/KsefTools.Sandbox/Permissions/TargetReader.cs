using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Reads a targetIdentifier.</summary>
internal static class TargetReader
{
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

using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>
/// DELETE /permissions/common/grants/{permissionId} and /permissions/authorizations/grants/{permissionId}.
/// </summary>
internal static class RevocationOperations
{
    private const string Unknown = "Uprawnienie o podanym identyfikatorze nie istnieje.";
    private const string Elsewhere = "Uprawnienie nie zostało nadane w bieżącym kontekście.";

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("DELETE", "/permissions/common/grants/{permissionId}", RevokeGrant),
        Operation.Protected("DELETE", "/permissions/authorizations/grants/{permissionId}", RevokeAuthorization),
    ];

    private static ValueTask<Reply> RevokeGrant(Call call)
    {
        CallerRules.CheckChange(
            call,
            CallerRules.Revokers,
            ContextIdentifierType.Nip,
            ContextIdentifierType.InternalId,
            ContextIdentifierType.NipVatUe
        );
        var (world, bearer, id) = (call.World, call.Bearer, ReadId(call));
        return ValueTask.FromResult(PermissionWork.Accept(call, () => Revoke(world, bearer, id)));
    }

    private static PermissionOutcome Revoke(World world, Bearer bearer, Guid id)
    {
        if (world.FindGrant(id) is not { } grant)
            return PermissionOutcome.Failed(Unknown);
        var isGivenHere = (grant.GrantedIn ?? grant.Context) == bearer.Context;
        var worksHere = grant.Kind != GrantKind.Indirect && grant.Context == bearer.Context;
        if (!isGivenHere && !worksHere)
            return PermissionOutcome.WrongRelation(Elsewhere);
        var needed = grant.Kind switch
        {
            GrantKind.Subunit when isGivenHere => Permission.SubunitManage,
            GrantKind.EuAdministrator or GrantKind.EuRepresentative when worksHere => Permission.VatUeManage,
            _ => Permission.CredentialsManage,
        };
        if (!bearer.MayAny(needed, Permission.CredentialsManage))
            return PermissionOutcome.NotEntitled($"Wymagane jest uprawnienie {needed}.");
        world.RemoveGrant(id);
        return PermissionOutcome.Success;
    }

    private static ValueTask<Reply> RevokeAuthorization(Call call)
    {
        CallerRules.CheckChange(call, [Permission.CredentialsManage], ContextIdentifierType.Nip);
        var (world, context, id) = (call.World, call.Bearer.Context, ReadId(call));
        return ValueTask.FromResult(
            PermissionWork.Accept(
                call,
                () =>
                {
                    if (world.FindAuthorization(id) is not { } authorization)
                        return PermissionOutcome.Failed(Unknown);
                    if (authorization.Context != context)
                        return PermissionOutcome.WrongRelation(Elsewhere);
                    world.RemoveAuthorization(id);
                    return PermissionOutcome.Success;
                }
            )
        );
    }

    private static Guid ReadId(Call call) =>
        Guid.TryParseExact(call.RouteValue("permissionId"), "D", out var id)
            ? id
            : throw Refusals.Validation("permissionId: wymagany jest identyfikator o długości 36 znaków.");
}

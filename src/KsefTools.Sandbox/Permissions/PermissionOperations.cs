using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Every operation on permissions that is served; those for entities of the Union are not.</summary>
internal static class PermissionOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        .. Granting.PersonGrantOperations.All,
        .. Granting.EntityGrantOperations.All,
        .. Granting.IndirectGrantOperations.All,
        .. Granting.SubunitGrantOperations.All,
        .. Granting.AuthorizationOperations.All,
        .. Granting.RevocationOperations.All,
        .. Granting.OperationStatusOperations.All,
        .. Queries.Personal.PersonalGrantOperations.All,
        .. Queries.PersonGrantOperations.All,
        .. Queries.EntityGrantOperations.All,
        .. Queries.SubunitGrantOperations.All,
        .. Queries.AuthorizationOperations.All,
        .. Queries.RoleOperations.All,
    ];
}

using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Every operation on permissions.</summary>
internal static class PermissionOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        .. Granting.PersonGrantOperations.All,
        .. Granting.EntityGrantOperations.All,
        .. Granting.IndirectGrantOperations.All,
        .. Granting.SubunitGrantOperations.All,
        .. Granting.EuGrantOperations.All,
        .. Granting.AuthorizationOperations.All,
        .. Granting.RevocationOperations.All,
        .. Granting.OperationStatusOperations.All,
        .. Queries.Personal.PersonalGrantOperations.All,
        .. Queries.Persons.PersonGrantOperations.All,
        .. Queries.EntityGrantOperations.All,
        .. Queries.SubunitGrantOperations.All,
        .. Queries.EuGrantOperations.All,
        .. Queries.AuthorizationOperations.All,
        .. Queries.RoleOperations.All,
    ];
}

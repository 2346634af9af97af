using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// POST /permissions/query/eu-entities/grants: to a taxpayer the administrators of its entities of the Union, to such
/// an entity everyone who acts for it.
/// </summary>
internal static class EuGrantOperations
{
    private static readonly Permission[] Readers =
    [
        Permission.CredentialsManage,
        Permission.CredentialsRead,
        Permission.VatUeManage,
    ];

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/eu-entities/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        var context = call.Bearer.Context;
        if (context.Type is not (ContextIdentifierType.Nip or ContextIdentifierType.NipVatUe))
            throw Refusals.ContextNotAllowed(context.Type);
        CallerRules.CheckAny(call, Readers);
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.EuGrantsRequest)
            ?? new EuGrantsRequest(null, null, null);
        var faults = new Faultfinder().Check(
            request.VatUeIdentifier is null || Formats.IsVatUe(request.VatUeIdentifier),
            "vatUeIdentifier: nieprawidłowy numer VAT UE."
        );
        var permissions = faults.Values<Permission>(request.PermissionTypes, "permissionTypes");
        faults
            .Check(permissions.All(Rights.OfEuAdministrator.Contains), "permissionTypes: niedozwolona wartość.")
            .ThrowIfAny();
        var page = OffsetPage.Take(
            call,
            Visible(call.World, context)
                .Where(grant =>
                    (
                        request.VatUeIdentifier is not { } vat
                        || string.Equals(VatOf(grant), vat, StringComparison.Ordinal)
                    )
                    && (permissions.Count == 0 || permissions.Contains(grant.Permission))
                    && (
                        request.AuthorizedFingerprintIdentifier is not { } part
                        || grant.Authorized.Value.Contains(part, StringComparison.OrdinalIgnoreCase)
                    )
                ),
            grant => grant.StartDate,
            grant => grant.Id
        );
        var body = new EuGrantsBody([.. page.Items.Select(Describe)], page.HasMore);
        return Reply.Json(200, body, SandboxJson.Default.EuGrantsBody);
    }

    private static IEnumerable<GrantRecord> Visible(World world, ContextIdentifier context) =>
        context.Type == ContextIdentifierType.NipVatUe
            ? world
                .GrantsIn(context)
                .Where(grant => grant.Kind is GrantKind.EuAdministrator or GrantKind.EuRepresentative)
            : world.Grants.Where(grant =>
                grant.Kind == GrantKind.EuAdministrator
                && string.Equals(grant.Context.OwnerNip, context.Value, StringComparison.Ordinal)
            );

    private static string VatOf(GrantRecord grant) => grant.Context.Value[(grant.Context.Value.IndexOf('-') + 1)..];

    private static EuGrantBody Describe(GrantRecord grant) =>
        new(
            grant.Id,
            grant.Author ?? SubjectIdentifier.Nip(grant.Context.OwnerNip!),
            VatOf(grant),
            grant.EuEntity?.Name ?? $"Podmiot unijny {VatOf(grant)}",
            grant.Authorized.Value,
            grant.Permission,
            grant.Description,
            grant.Person,
            EntityDetailsBody.Of(grant),
            grant.EuEntity is { } entity ? new EuEntityBody(entity.FullName, entity.Address) : null,
            grant.StartDate
        );
}

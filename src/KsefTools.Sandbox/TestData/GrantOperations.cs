using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.TestData;

/// <summary>/testdata/permissions and /testdata/context/block, and their opposites.</summary>
internal static class GrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Open("POST", "/testdata/permissions", GrantAsync),
        Operation.Open("POST", "/testdata/permissions/revoke", RevokeAsync),
        new("POST", "/testdata/context/block", RateGroup.Other, BearerKind.None, BlockAsync),
        new("POST", "/testdata/context/unblock", RateGroup.Other, BearerKind.None, UnblockAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.GrantRequest);
        var faults = new Faultfinder();
        var (context, authorized) = ReadParties(request, faults);
        faults.Check(request.Permissions is not null, "permissions: wartość jest wymagana.");
        var permissions = new List<(Permission Permission, string Description)>();
        foreach (var given in request.Permissions ?? [])
        {
            faults.Description(given?.Description, "permissions.description");
            var isKnown =
                Enums.TryParse<Permission>(given?.PermissionType, out var permission)
                && permission != Permission.VatUeManage;
            faults.Check(isKnown, $"permissions.permissionType: nieznane uprawnienie '{given?.PermissionType}'.");
            permissions.Add((permission, given?.Description ?? string.Empty));
        }

        faults.ThrowIfAny();
        foreach (var (permission, description) in permissions)
            Grant(call, context!, authorized!, permission, description);
        return Reply.Empty(200);
    }

    // A grant that exists already stays the one it is.
    private static void Grant(
        Call call,
        ContextIdentifier context,
        SubjectIdentifier authorized,
        Permission permission,
        string description
    )
    {
        var exists = call
            .World.GrantsIn(context)
            .Any(grant =>
                grant.Kind != GrantKind.Indirect && grant.Authorized == authorized && grant.Permission == permission
            );
        if (exists)
            return;
        call.World.AddGrant(
            new GrantRecord
            {
                Id = call.World.Numbers.NextGuid(),
                Context = context,
                Authorized = authorized,
                Permission = permission,
                Kind = KindOf(authorized, permission),
                Description = description,
                StartDate = call.Now,
            }
        );
    }

    // What a company may receive as one it receives as one; whatever else is a NIP's is taken for a person's.
    private static GrantKind KindOf(SubjectIdentifier authorized, Permission permission) =>
        authorized.Type == SubjectIdentifierType.Nip && permission is Permission.InvoiceRead or Permission.InvoiceWrite
            ? GrantKind.Entity
            : GrantKind.Person;

    private static async ValueTask<Reply> RevokeAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.GrantRequest);
        var faults = new Faultfinder();
        var (context, authorized) = ReadParties(request, faults);
        faults.ThrowIfAny();
        call.World.RemoveGrants(grant => grant.Context == context && grant.Authorized == authorized);
        return Reply.Empty(200);
    }

    private static (ContextIdentifier? Context, SubjectIdentifier? Authorized) ReadParties(
        GrantRequest request,
        Faultfinder faults
    )
    {
        var context = request.ContextIdentifier;
        faults.Check(
            context?.Type is "Nip" && Formats.IsNip(context.Value),
            "contextIdentifier: wymagany jest typ Nip i prawidłowy NIP."
        );
        var authorized = faults.Subject(request.AuthorizedIdentifier, "authorizedIdentifier");
        return (context?.Value is { } nip ? ContextIdentifier.Nip(nip) : null, authorized);
    }

    private static async ValueTask<Reply> BlockAsync(Call call)
    {
        call.World.Block(await ReadContextAsync(call));
        return Reply.Empty(200);
    }

    private static async ValueTask<Reply> UnblockAsync(Call call)
    {
        call.World.Unblock(await ReadContextAsync(call));
        return Reply.Empty(200);
    }

    private static async ValueTask<ContextIdentifier> ReadContextAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.ContextRequest);
        var body = request.ContextIdentifier;
        return Enums.TryParse<ContextIdentifierType>(body?.Type, out var type) && body?.Value is { Length: > 0 } value
            ? new ContextIdentifier(type, value)
            : throw Refusals.Validation("contextIdentifier: wymagany jest typ i wartość.");
    }
}

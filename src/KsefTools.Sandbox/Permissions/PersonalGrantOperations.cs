using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Permissions;

/// <summary>
/// POST /permissions/query/personal/grants: the caller's grants in the current context and, for its owner, those that others gave
/// to the context. An owner's own rights are never listed. A token shows of its author's grants those that it carries.
/// </summary>
internal static class PersonalGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/personal/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        var size = Page.Size(call);
        var offset = Page.Offset(call);
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.PersonalGrantsRequest)
            ?? new PersonalGrantsRequest(null, null, null, null);
        var filter = PersonalGrantFilter.Read(request);
        var page = Visible(call)
            .Where(filter.Fits)
            .OrderByDescending(grant => grant.StartDate)
            .ThenBy(grant => grant.Id)
            .Skip((int)Math.Min((long)offset * size, int.MaxValue))
            .Take(size + 1)
            .ToList();
        var body = new PersonalGrantsBody(
            [.. page.Take(size).Select(grant => Describe(call.Bearer, grant))],
            page.Count > size
        );
        return Reply.Json(200, body, SandboxJson.Default.PersonalGrantsBody);
    }

    private static IEnumerable<GrantRecord> Visible(Call call)
    {
        var (world, bearer) = (call.World, call.Bearer);
        var own = world.Grants.Where(grant =>
            grant.Context == bearer.Context && world.AreSamePerson(grant.Authorized, bearer.Subject)
        );
        if (world.IsOwner(bearer.Subject, bearer.Context))
            own = own.Concat(world.Grants.Where(grant => IsGivenTo(grant, bearer.Context)));
        return bearer.Category == SignInCategory.Token
            ? own.Where(grant => bearer.Permissions.Contains(grant.Permission))
            : own;
    }

    private static bool IsGivenTo(GrantRecord grant, ContextIdentifier context) =>
        grant.Context != context
        && context.Type == ContextIdentifierType.Nip
        && grant.Authorized == SubjectIdentifier.Nip(context.Value)
        && grant.Permission is Permission.InvoiceRead or Permission.InvoiceWrite;

    private static PersonalGrantBody Describe(Bearer bearer, GrantRecord grant)
    {
        var isForInvoices = grant.Permission is Permission.InvoiceRead or Permission.InvoiceWrite;
        var hasGrantor = grant.Context.Type is ContextIdentifierType.Nip or ContextIdentifierType.InternalId;
        return new PersonalGrantBody(
            grant.Id,
            isForInvoices && hasGrantor ? grant.Context : null,
            grant.Authorized == bearer.Subject ? null : grant.Authorized,
            grant.Permission,
            grant.Description,
            grant.IsActive ? "Active" : "Inactive",
            grant.StartDate,
            grant.CanDelegate
        );
    }
}

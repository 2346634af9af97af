using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Permissions.Queries.Personal;

/// <summary>
/// POST /permissions/query/personal/grants: the caller's grants in the current context, indirect ones if the context is
/// the company that gave them or the client they are for, and, for the context's owner, those that others gave to the
/// context; since 2.9.0 an owner's own rights, too. A token shows of its author's grants those that it carries, and is
/// no owner.
/// </summary>
internal static class PersonalGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/personal/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.PersonalGrantsRequest)
            ?? new PersonalGrantsRequest(null, null, null, null);
        var filter = PersonalGrantFilter.Read(request);
        var page = OffsetPage.Take(
            call,
            Visible(call).Where(grant => filter.Fits(call, grant)),
            grant => grant.StartDate,
            grant => grant.Id
        );
        var body = new PersonalGrantsBody([.. page.Items.Select(grant => Describe(call, grant))], page.HasMore);
        return Reply.Json(200, body, SandboxJson.Default.PersonalGrantsBody);
    }

    private static IEnumerable<GrantRecord> Visible(Call call)
    {
        var (world, bearer) = (call.World, call.Bearer);
        var direct = world
            .GrantsIn(bearer.Context)
            .Where(g => g.Kind != GrantKind.Indirect)
            .Where(g => g.Kind != GrantKind.Entity || call.Environment.Settings.CompanySeesOwnGrants);
        var indirect = world.IndirectGrants.Where(g => g.Context == bearer.Context || g.Target!.Covers(bearer.Context));
        var own = direct.Concat(indirect).Where(g => world.AreSamePerson(g.Authorized, bearer.Subject));
        if (bearer.Context.Type == ContextIdentifierType.Nip && world.IsOwner(bearer.Subject, bearer.Context))
            own = own.Concat(
                world
                    .GrantsTo(SubjectIdentifier.Nip(bearer.Context.Value))
                    .Where(g => g.Kind == GrantKind.Entity && g.Context != bearer.Context)
            );
        return bearer.Category == SignInCategory.Token
            ? own.Where(grant => bearer.Permissions.Contains(grant.Permission))
            : own.Concat(OwnerGrants.Of(call));
    }

    private static PersonalGrantBody Describe(Call call, GrantRecord grant)
    {
        var isForInvoices = grant.Permission is Permission.InvoiceRead or Permission.InvoiceWrite;
        var hasGrantor = grant.Context.Type is ContextIdentifierType.Nip or ContextIdentifierType.InternalId;
        return new PersonalGrantBody(
            grant.Id,
            isForInvoices && hasGrantor && grant.Kind != GrantKind.Owner ? grant.Context : null,
            grant.Authorized == call.Bearer.Subject ? null : grant.Authorized,
            grant.Target,
            OwnerGrants.ScopeOf(call, grant),
            grant.Description,
            grant.Person,
            EntityDetailsBody.Of(grant),
            GrantStates.Of(call, grant),
            grant.StartDate,
            grant.CanDelegate
        );
    }
}

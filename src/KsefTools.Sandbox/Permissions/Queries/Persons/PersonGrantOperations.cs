using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries.Persons;

/// <summary>
/// POST /permissions/query/persons/grants. Who may work in the context, except those that another company let in, and
/// the context's own indirect grants; or what the caller granted here, in subunits and indirectly.
/// </summary>
internal static class PersonGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/persons/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.ReadersOfPersons);
        var filter = PersonGrantFilter.Read(await call.ReadBodyAsync(SandboxJson.Default.PersonGrantsRequest));
        var page = OffsetPage.Take(
            call,
            Visible(call, filter.OnlyGivenHere).Where(grant => filter.Fits(call, grant)),
            grant => grant.StartDate,
            grant => grant.Id
        );
        var body = new PersonGrantsBody([.. page.Items.Select(grant => Describe(call, grant))], page.HasMore);
        return Reply.Json(200, body, SandboxJson.Default.PersonGrantsBody);
    }

    private static IEnumerable<GrantRecord> Visible(Call call, bool onlyGivenHere)
    {
        var (world, context) = (call.World, call.Bearer.Context);
        var shown = onlyGivenHere
            ? world.Grants.Where(grant =>
                (grant.GrantedIn ?? grant.Context) == context
                && grant.Author is { } author
                && world.AreSamePerson(author, call.Bearer.Subject)
            )
            : world.GrantsIn(context);
        return shown.Where(grant =>
            grant.Kind switch
            {
                GrantKind.Entity => call.Environment.Settings.EntityGrantsInPersonsList,
                // Entities of the Union have a list of their own.
                GrantKind.EuAdministrator or GrantKind.EuRepresentative => false,
                _ => true,
            }
        );
    }

    private static PersonGrantBody Describe(Call call, GrantRecord grant) =>
        new(
            grant.Id,
            grant.Authorized,
            grant.Kind == GrantKind.Subunit ? grant.Context : null,
            grant.Target,
            AuthorBody.Of(grant.Author),
            grant.Permission,
            grant.Description,
            grant.Person,
            EntityDetailsBody.Of(grant),
            GrantStates.Of(call, grant),
            grant.StartDate,
            grant.CanDelegate
        );
}

using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Credentials;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions;

/// <summary>
/// Reads who may do what, page by page to the end. Every method throws <see cref="PermissionException"/> where the
/// session may not look, <see cref="KsefApiException"/> where KSeF could not be asked, and
/// <see cref="SignInException"/> where the session ended meanwhile.
/// </summary>
/// <param name="session">Whose context is read.</param>
public sealed class GrantReader(KsefSession session)
{
    /// <summary>
    /// What all clients have let the session's context do, in one paged call: to be asked in the office's own context.
    /// Needs CredentialsRead, CredentialsManage or an owner.
    /// </summary>
    public async Task<OfficeGrants> ReadReceivedAsync(CancellationToken cancellationToken) =>
        new(
            await ReadAsync(
                "entities",
                async (page, cancel) =>
                {
                    var answer = await session.SendAsync(
                        (access, stop) =>
                            session.Api.QueryEntityGrantsAsync(access, new EntityGrantsQuery(), page, stop),
                        cancel
                    );
                    return (answer.Permissions, answer.HasMore);
                },
                grant => grant.Id,
                cancellationToken
            )
        );

    /// <summary>
    /// What the session itself may do in its context, active or not; an owner's is not listed. Needs nothing.
    /// </summary>
    public Task<IReadOnlyList<PersonalGrant>> ReadOwnAsync(CancellationToken cancellationToken) =>
        PermissionRefusals.TranslateAsync(() => OwnGrants.ReadAsync(session, state: null, cancellationToken));

    /// <summary>
    /// Who may work in the session's context; people that another entity let in are not shown. Needs CredentialsRead,
    /// CredentialsManage, SubunitManage or an owner.
    /// </summary>
    /// <param name="subject">Only this one; null for everybody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<PersonGrant>> ReadInContextAsync(
        TypedIdentifier? subject,
        CancellationToken cancellationToken
    ) => ReadPersonsAsync(PersonGrantsQuery.InCurrentContext, subject, cancellationToken);

    /// <summary>
    /// What was granted from the session's context: in the firm's, also what its people may do at clients, active or
    /// not. Needs the same.
    /// </summary>
    /// <param name="subject">Only to this one; null for everybody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<PersonGrant>> ReadGrantedAsync(
        TypedIdentifier? subject,
        CancellationToken cancellationToken
    ) => ReadPersonsAsync(PersonGrantsQuery.GrantedInCurrentContext, subject, cancellationToken);

    private Task<IReadOnlyList<PersonGrant>> ReadPersonsAsync(
        string queryType,
        TypedIdentifier? subject,
        CancellationToken cancellationToken
    )
    {
        var query = new PersonGrantsQuery { QueryType = queryType, AuthorizedIdentifier = subject };
        return ReadAsync(
            "persons",
            async (page, cancel) =>
            {
                var answer = await session.SendAsync(
                    (access, stop) => session.Api.QueryPersonGrantsAsync(access, query, page, stop),
                    cancel
                );
                return (answer.Permissions, answer.HasMore);
            },
            grant => grant.Id,
            cancellationToken
        );
    }

    private static Task<IReadOnlyList<T>> ReadAsync<T>(
        string list,
        Func<int, CancellationToken, Task<(IReadOnlyList<T> Items, bool HasMore)>> read,
        Func<T, string?> idOf,
        CancellationToken cancellationToken
    ) =>
        PermissionRefusals.TranslateAsync<IReadOnlyList<T>>(async () =>
            await Paging
                .ByNumberAsync($"POST /permissions/query/{list}/grants", read, idOf, cancellationToken)
                .ToListAsync(cancellationToken)
        );
}

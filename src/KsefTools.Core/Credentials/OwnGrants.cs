using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Credentials;

/// <summary>What a session may do in its context, or through it, as KSeF lists it.</summary>
internal static class OwnGrants
{
    /// <summary>All pages. Before API 2.9.0 an owner's are not listed.</summary>
    /// <param name="session">Whose grants; no permission is needed.</param>
    /// <param name="state"><c>Active</c> or <c>Inactive</c>; null for both.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked, or refused.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public static async Task<IReadOnlyList<PersonalGrant>> ReadAsync(
        KsefSession session,
        string? state,
        CancellationToken cancellationToken
    )
    {
        var query = new PersonalGrantsQuery { PermissionState = state };
        return await Paging
            .ByNumberAsync(
                "POST /permissions/query/personal/grants",
                async (page, cancel) =>
                {
                    var answer = await session.SendAsync(
                        (access, stop) => session.Api.QueryPersonalGrantsAsync(access, query, page, stop),
                        cancel
                    );
                    return (answer.Permissions, answer.HasMore);
                },
                grant => grant.Id,
                cancellationToken
            )
            .ToListAsync(cancellationToken);
    }
}

using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Permissions.Listing;

namespace KsefTools.Core.Api;

/// <content>
/// Permissions: those of the session's context. A grant or a revocation is taken on at once and done later: its number
/// is asked for how it goes. None is repeated by itself: the caller looks first whether it took effect.
/// </content>
public sealed partial class KsefApi
{
    /// <summary>POST /permissions/entities/grants: lets an entity work in the session's context.</summary>
    public Task<PermissionOperationStarted> GrantEntityAsync(
        AccessToken access,
        GrantEntityRequest request,
        CancellationToken cancellationToken
    ) =>
        GrantAsync(
            access,
            "/permissions/entities/grants",
            request,
            KsefJson.Default.GrantEntityRequest,
            cancellationToken
        );

    /// <summary>POST /permissions/persons/grants: lets a person work in the session's context.</summary>
    public Task<PermissionOperationStarted> GrantPersonAsync(
        AccessToken access,
        GrantPersonRequest request,
        CancellationToken cancellationToken
    ) =>
        GrantAsync(
            access,
            "/permissions/persons/grants",
            request,
            KsefJson.Default.GrantPersonRequest,
            cancellationToken
        );

    /// <summary>
    /// POST /permissions/indirect/grants: lets a person serve the clients of the session's context, which is the
    /// firm's.
    /// </summary>
    public Task<PermissionOperationStarted> GrantIndirectAsync(
        AccessToken access,
        GrantIndirectRequest request,
        CancellationToken cancellationToken
    ) =>
        GrantAsync(
            access,
            "/permissions/indirect/grants",
            request,
            KsefJson.Default.GrantIndirectRequest,
            cancellationToken
        );

    /// <summary>DELETE /permissions/common/grants/{permissionId}: takes a permission back.</summary>
    public Task<PermissionOperationStarted> RevokeGrantAsync(
        AccessToken access,
        string permissionId,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Delete, "/permissions/common/grants/{permissionId}", access) with
            {
                Path = $"permissions/common/grants/{Uri.EscapeDataString(permissionId)}",
                MayRepeat = false,
            },
            KsefJson.Default.PermissionOperationStarted,
            cancellationToken
        );

    /// <summary>
    /// GET /permissions/operations/{referenceNumber}: how a grant or a revocation goes; 410 after 30 days.
    /// </summary>
    public Task<PermissionOperationStatus> GetPermissionOperationAsync(
        AccessToken access,
        string referenceNumber,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Get, "/permissions/operations/{referenceNumber}", access) with
            {
                Path = $"permissions/operations/{Uri.EscapeDataString(referenceNumber)}",
            },
            KsefJson.Default.PermissionOperationStatus,
            cancellationToken
        );

    /// <summary>
    /// POST /permissions/query/entities/grants: a page of what others have let the session's context do.
    /// </summary>
    /// <param name="access">The session; CredentialsManage or CredentialsRead is needed.</param>
    /// <param name="query">Filters.</param>
    /// <param name="pageOffset">The page, counted from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<EntityGrantPage> QueryEntityGrantsAsync(
        AccessToken access,
        EntityGrantsQuery query,
        int pageOffset,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            PageOf(access, "/permissions/query/entities/grants", query, KsefJson.Default.EntityGrantsQuery, pageOffset),
            KsefJson.Default.EntityGrantPage,
            cancellationToken
        );

    /// <summary>POST /permissions/query/persons/grants: a page of who may do what in the session's context.</summary>
    /// <param name="access">The session; CredentialsManage, CredentialsRead or SubunitManage is needed.</param>
    /// <param name="query">Which list, and filters.</param>
    /// <param name="pageOffset">The page, counted from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<PersonGrantPage> QueryPersonGrantsAsync(
        AccessToken access,
        PersonGrantsQuery query,
        int pageOffset,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            PageOf(access, "/permissions/query/persons/grants", query, KsefJson.Default.PersonGrantsQuery, pageOffset),
            KsefJson.Default.PersonGrantPage,
            cancellationToken
        );

    /// <summary>POST /permissions/query/authorizations/grants: a page of who may invoice in whose name.</summary>
    /// <param name="access">The session; CredentialsManage, CredentialsRead or PefInvoiceWrite is needed.</param>
    /// <param name="query">Given or received, and filters.</param>
    /// <param name="pageOffset">The page, counted from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AuthorizationGrantPage> QueryAuthorizationGrantsAsync(
        AccessToken access,
        AuthorizationGrantsQuery query,
        int pageOffset,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            PageOf(
                access,
                "/permissions/query/authorizations/grants",
                query,
                KsefJson.Default.AuthorizationGrantsQuery,
                pageOffset
            ),
            KsefJson.Default.AuthorizationGrantPage,
            cancellationToken
        );

    private Task<PermissionOperationStarted> GrantAsync<T>(
        AccessToken access,
        string template,
        T request,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    ) =>
        _transport.SendAsync(
            Protected(HttpMethod.Post, template, access) with
            {
                Body = Json(request, type),
                MayRepeat = false,
            },
            KsefJson.Default.PermissionOperationStarted,
            cancellationToken
        );

    private static ApiCall PageOf<T>(
        AccessToken access,
        string template,
        T query,
        JsonTypeInfo<T> type,
        int pageOffset
    ) =>
        Protected(HttpMethod.Post, template, access) with
        {
            Path = string.Create(CultureInfo.InvariantCulture, $"{template[1..]}?pageOffset={pageOffset}&pageSize=100"),
            Body = Json(query, type),
        };
}

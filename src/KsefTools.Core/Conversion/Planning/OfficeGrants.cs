using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// What clients have granted the office, from one list for all of them: asked for once a run and environment, in the company's
/// own context, where it may see everything.
/// </summary>
internal sealed class OfficeGrants(KsefSessions sessions, ConversionIdentity company)
{
    private readonly ConcurrentDictionary<Uri, Lazy<Task<Dictionary<ContextIdentifier, IdentityRights>>>> _lists =
        new();

    /// <summary>The company's own context: it is the owner there.</summary>
    private ContextIdentifier Home => new(ContextType.Nip, company.Subject.Value);

    /// <summary>The company's rights at a client. Whoever comes first asks for all.</summary>
    /// <exception cref="ConversionException">KSeF does not let the company sign in at home.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<IdentityRights> AtAsync(
        KsefEnvironment environment,
        ContextIdentifier client,
        CancellationToken cancellationToken
    )
    {
        if (client == Home)
            return new IdentityRights(["Owner"], ["Owner"]);
        var list = await _lists
            .GetOrAdd(
                environment.BaseAddress,
                _ => new Lazy<Task<Dictionary<ContextIdentifier, IdentityRights>>>(() =>
                    ListAsync(environment, cancellationToken)
                )
            )
            .Value;
        return list.GetValueOrDefault(client) ?? IdentityRights.None;
    }

    /// <summary>A session of the company at home.</summary>
    /// <exception cref="ConversionException">KSeF does not let the company sign in at home.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<KsefSession> OpenHomeAsync(KsefEnvironment environment, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.OpenAsync(environment, Home, company.Material, fresh: false, cancellationToken);
        }
        catch (SignInException refusal)
        {
            throw new ConversionException(
                ConversionFailure.IdentityRefused,
                ConversionSentences.IdentityRefused(company.Office, refusal.Message),
                refusal
            );
        }
    }

    private async Task<Dictionary<ContextIdentifier, IdentityRights>> ListAsync(
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var session = await OpenHomeAsync(environment, cancellationToken);
        var grants = new List<EntityGrant>();
        for (var page = 0; ; page++)
        {
            var offset = page;
            var answer = await session.SendAsync(
                (access, cancel) => session.Api.QueryEntityGrantsAsync(access, new EntityGrantsQuery(), offset, cancel),
                cancellationToken
            );
            grants.AddRange(answer.Permissions);
            // An empty page ends the list whatever else it says, so that no answer can hold us for ever.
            if (!answer.HasMore || answer.Permissions.Count == 0)
                break;
        }
        return grants
            .Select(grant => (Client: ClientOf(grant), Grant: grant))
            .Where(pair => pair.Client is not null)
            .GroupBy(pair => pair.Client!, pair => pair.Grant)
            .ToDictionary(client => client.Key, client => RightsOf([.. client]));
    }

    private static IdentityRights RightsOf(IReadOnlyList<EntityGrant> grants) =>
        new(
            grants.Select(grant => grant.PermissionScope),
            grants.Where(grant => grant.CanDelegate).Select(grant => grant.PermissionScope)
        );

    private static ContextIdentifier? ClientOf(EntityGrant grant) =>
        grant.ContextIdentifier is { Value: { } value } client
        && Enum.TryParse<ContextType>(client.Type, ignoreCase: true, out var type)
            ? new ContextIdentifier(type, value)
            : null;
}

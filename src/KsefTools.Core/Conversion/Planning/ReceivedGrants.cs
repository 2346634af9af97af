using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// What clients have granted the office, from one list for all of them: asked for once a run and environment, in the
/// company's own context, where it may see everything.
/// </summary>
internal sealed class ReceivedGrants(KsefSessions sessions, ConversionIdentity company)
{
    private readonly ConcurrentDictionary<Uri, Lazy<Task<OfficeGrants>>> _lists = new();

    /// <summary>The company's own context: it is the owner there.</summary>
    private ContextIdentifier Home => new(ContextType.Nip, company.Subject.Value);

    /// <summary>The company's rights at a client. Whoever comes first asks for all.</summary>
    /// <exception cref="ConversionException">KSeF does not let the company sign in at home.</exception>
    /// <exception cref="PermissionException">KSeF does not let the company see its list.</exception>
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
                _ => new Lazy<Task<OfficeGrants>>(() => ListAsync(environment, cancellationToken))
            )
            .Value;
        var grants = list.Of(client.Value).ToList();
        return new IdentityRights(
            grants.Select(grant => grant.PermissionScope),
            grants.Where(grant => grant.CanDelegate).Select(grant => grant.PermissionScope)
        );
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

    private async Task<OfficeGrants> ListAsync(KsefEnvironment environment, CancellationToken cancellationToken) =>
        await new GrantReader(await OpenHomeAsync(environment, cancellationToken)).ReadReceivedAsync(cancellationToken);
}

using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Which rights that the office passed on to its people lost their basis: KSeF shows them as Inactive. In the client's
/// context, once the person may not enter it any more, nobody can ask; in the office's own, the person's indirect
/// grants are listed with the client that they are for (contract: personal/grants). So that is asked, once a person and
/// run.
/// </summary>
internal sealed class LostDelegations(KsefSessions sessions, Nip office)
{
    private readonly ConcurrentDictionary<(string, string), Lazy<Task<IReadOnlyList<PersonalGrant>>>> _known = new();

    /// <summary>
    /// Whether a right of this person at this client is inactive. False also where KSeF lets nobody ask.
    /// </summary>
    public async Task<bool> IsLostAsync(
        KsefEnvironment environment,
        KeyMaterial person,
        string clientNip,
        CancellationToken cancellationToken
    )
    {
        var question = _known.GetOrAdd(
            ($"{environment.BaseAddress}", person.Details.Fingerprint),
            _ => new Lazy<Task<IReadOnlyList<PersonalGrant>>>(() =>
                AskOfficeAsync(environment, person, cancellationToken)
            )
        );
        return (await question.Value).Any(grant => IsFor(grant, clientNip));
    }

    /// <summary>Whether a session's own context shows inactive rights.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public static async Task<bool> ShowsLostAsync(KsefSession session, CancellationToken cancellationToken) =>
        (await AskAsync(session, cancellationToken)).Count > 0;

    // A help, not the question: its silence must not hide that the client's context let nobody in.
    private async Task<IReadOnlyList<PersonalGrant>> AskOfficeAsync(
        KsefEnvironment environment,
        KeyMaterial person,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var context = ContextIdentifier.Of(office);
            var session = await sessions.OpenAsync(environment, context, person, fresh: false, cancellationToken);
            return await AskAsync(session, cancellationToken);
        }
        catch (Exception refusal) when (refusal is KsefApiException or SignInException)
        {
            return [];
        }
    }

    private static Task<IReadOnlyList<PersonalGrant>> AskAsync(
        KsefSession session,
        CancellationToken cancellationToken
    ) => OwnGrants.ReadAsync(session, "Inactive", cancellationToken);

    // Without a target, or for all partners, it was meant for this client as well.
    private static bool IsFor(PersonalGrant grant, string clientNip) =>
        grant.TargetIdentifier?.Value is not { Length: > 0 } target
        || string.Equals(target, clientNip, StringComparison.Ordinal);
}

using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Access.Ending;

/// <summary>One client: its plan, the question whether the office may lose it, and the steps.</summary>
internal sealed class ClientAccessEnd(EndScene scene, ClientProfile profile, AccessListing listing)
{
    private IReadOnlyList<EndStep> _steps = [];
    private bool _isPlanned;

    public ClientProfile Profile => profile;

    /// <summary>Whether anything is to be told of the client.</summary>
    public bool Matters => scene.Leaver is null || _steps.Count > 0 || (!_isPlanned && listing.Failure is not null);

    /// <summary>Whether a leaving identity's certificate is all that opens the client.</summary>
    public bool DependsOnLeaver { get; private set; }

    /// <summary>Plans; nothing is changed.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        _steps = new EndPlanner(scene, profile, listing).Plan();
        _isPlanned = true;
        if (scene.Leaver is null || scene.Options.Force || !await IsLastAsync(_steps, cancellationToken))
            return;
        DependsOnLeaver = _steps.Any(step => step.Identity is not null);
        var refused = new StepEnd(AccessEndOutcome.NeedsForce, EndingSentences.LastAccess());
        _steps = [.. _steps.Select(step => step with { Known = refused })];
    }

    /// <summary>The client's result; null for one that a person has declined.</summary>
    public Task<KsefAccessEnd?> RunAsync(CancellationToken cancellationToken) =>
        new EndRun(scene, scene.Office.EnvironmentOf(profile), ContextIdentifier.Of(profile.Nip), profile.Name)
        {
            Profile = profile,
            Failure = !_isPlanned || (scene.Leaver is null && _steps.Count == 0) ? NotLookedAt() : null,
        }.RunAsync(_steps, cancellationToken);

    // Nothing is there to sign in with, or KSeF lets nobody in: there is nothing to end. Anything else is not known.
    private Exception? NotLookedAt() =>
        listing
            .Ways.Select(way => way.Refusal)
            .Concat([listing.Failure])
            .FirstOrDefault(refusal =>
                refusal is not (null or CredentialException or SignInException { SpeaksAboutCredential: true })
            );

    /// <summary>
    /// Whether something that works goes and nothing that works stays. What gets a successor stays; what belongs to the
    /// leaver goes with its permissions, even where only the certificate is the leaver's.
    /// </summary>
    private async Task<bool> IsLastAsync(IReadOnlyList<EndStep> steps, CancellationToken cancellationToken)
    {
        if (steps.Any(step => step.Rotation is not null))
            return false;
        var going = steps
            .Where(step => step.Token?.Entry?.Secret is not null || step.Identity is not null)
            .Select(step => step.Token?.Entry is { } entry ? SecretUse.AddressOf(scene.Office, entry) : step.Way)
            .ToHashSet();
        var inUse = listing
            .Ways.Where(way => way.Credential is { SecretName: not null, RetiredOn: null })
            .Select(way => (Way: way, Secret: (SecretAddress?)AddressOf(way)))
            .ToList();
        if (!inUse.Exists(one => one.Way.Works && going.Contains(one.Secret)))
            return false;
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        foreach (var (way, _) in inUse.Where(one => one.Way.Works && !going.Contains(one.Secret)))
            if (await WorksAsync(clients, way, cancellationToken))
                return false;
        return true;
    }

    // Remembered sessions outlive what opened them: only a new sign-in tells.
    private static async Task<bool> WorksAsync(
        ClientSessions clients,
        AccessWay way,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var session = await clients.OpenAsync(ClientCredential.Of(way.Credential), fresh: true, cancellationToken);
            return EffectivePermissions.Of(session.Claims) is not { IsEmpty: true };
        }
        catch (Exception refusal)
            when (refusal is CredentialException or SignInException { SpeaksAboutCredential: true })
        {
            return false;
        }
    }

    private static SecretAddress AddressOf(AccessWay way) => new(way.Credential.Vault, way.Credential.SecretName!);
}

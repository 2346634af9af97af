using System.Management.Automation;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>
/// A cmdlet that asks KSeF about credentials: those that are piped in, or those of the clients that the parameters
/// choose. It begins when all are known, because what two clients share can only be seen then.
/// </summary>
public abstract class CredentialQueryCmdlet : ProfileQueryCmdlet
{
    private readonly List<(OfficeFolder Office, KsefCredential Credential)> _chosen = [];
    private readonly HashSet<OfficeFolder> _offices = [];

    /// <summary>Credentials, as Get-KsefCredential gives them.</summary>
    [Parameter(ValueFromPipeline = true)]
    public KsefCredential? InputObject { get; set; }

    /// <summary>Clients worked on at the same time; without it, the office's policy.throttle.parallel.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        // One that is given by name, and not piped, is of its own office, too.
        if (InputObject is not null && !MyInvocation.ExpectingInput)
            OfficePath ??= InputObject.OfficePath;
        var office = OpenOffice();
        if (!AsksClients)
            _offices.Add(office);
        else
            _chosen.AddRange(Choose(office).Select(chosen => (office, chosen)));
    }

    /// <summary>What the current input and the parameters choose.</summary>
    private protected virtual IEnumerable<KsefCredential> Choose(OfficeFolder office) =>
        InputObject is { } credential
            ? [credential]
            : ReadProfiles(office).SelectMany(profile => profile.ToCredentialsInUse(office)).Where(IsOfKind);

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        var chosen = _chosen.GroupBy(item => item.Office, item => item.Credential);
        foreach (
            var (office, credentials) in AsksClients
                ? chosen.Select(group => (group.Key, group.ToList()))
                : _offices.Select(office => (office, new List<KsefCredential>()))
        )
            GuardAll(
                office.Path,
                () => Ask(office, (ksef, cancellation) => AskAsync(office, credentials, ksef, cancellation), SignsIn)
            );
    }

    /// <summary>Whether clients are asked at all, and not the office itself.</summary>
    private protected virtual bool AsksClients => true;

    /// <summary>Whether anybody signs in.</summary>
    private protected virtual bool SignsIn => true;

    /// <summary>Asks KSeF, off the pipeline thread; what is found goes out through the pump.</summary>
    private protected abstract Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    );

    private protected int Parallelism(OfficeFolder office) => ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel;

    private bool IsOfKind(KsefCredential credential) =>
        Kind is null || (credential.Kind is { } kind && Kind.Contains(kind));
}

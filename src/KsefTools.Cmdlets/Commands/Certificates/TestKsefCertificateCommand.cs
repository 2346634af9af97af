using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Audit;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Tests certificates: key, issuer, end and type by themselves, and by one question to KSeF for each holder whether it
/// is revoked or unknown; with -Online by a new sign-in in each client's context.
/// </summary>
/// <remarks>
/// Its verdicts are those of Test-KsefToken, from the same rules: what reads, sorts, exports or fixes the one takes the
/// other.
/// </remarks>
[Cmdlet(VerbsDiagnostic.Test, "KsefCertificate", DefaultParameterSetName = ByList)]
[OutputType(typeof(KsefTokenTestResult))]
public sealed class TestKsefCertificateCommand : CredentialQueryCmdlet
{
    private const string ByList = "List";
    private const string BySignIn = "Online";
    private const string ByFiles = "Local";

    private readonly HashSet<(OfficeFolder Office, string Identity)> _seen = [];
    private readonly HashSet<KsefCredential> _ofIdentities = new(ReferenceEqualityComparer.Instance);

    /// <summary>Identities of the office, as office.yaml names them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>Signs in again in each client's context: proves that the certificate works there, now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySignIn)]
    public SwitchParameter Online { get; set; }

    /// <summary>Asks nothing of KSeF: no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFiles)]
    public SwitchParameter Local { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<KsefCredential> Choose(OfficeFolder office)
    {
        var names = (Identity ?? []).Where(name => !string.IsNullOrEmpty(name)).ToList();
        // What is piped in as a client's is tested in the client's context, whichever identity serves it.
        if (names.Count > 0 && (Nip is null || !MyInvocation.ExpectingInput))
            return names.SelectMany(name => OfIdentity(office, name));
        return InputObject is null && !IsNamed(Nip is { Length: > 0 }, nameof(Identity), nameof(Nip))
            ? []
            : base.Choose(office).Where(IsMeant);
    }

    // A token that somebody has picked is passed over with a word; those of the whole office are none of this.
    private bool IsMeant(KsefCredential credential) =>
        credential.Kind is CredentialKind.Certificate
        || (credential.Kind is CredentialKind.Token && (InputObject is not null || Nip is not null));

    /// <inheritdoc/>
    private protected override bool SignsIn => !Local;

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var audit = new OfficeAudit(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        var options = new AuditOptions
        {
            ThrottleLimit = Parallelism(office),
            Fresh = Online,
            Certificates =
                Online ? CertificateDepth.SignIn
                : Local ? CertificateDepth.Local
                : CertificateDepth.Listed,
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
        };
        var clients = credentials
            .Where(credential => credential.Kind is CredentialKind.Certificate && !_ofIdentities.Contains(credential))
            .ToList();
        var identities = credentials.Where(_ofIdentities.Contains).ToList();
        var tokens = credentials.Count - clients.Count - identities.Count;
        if (tokens > 0)
            Pump.Post(() => this.Say(Passed(tokens, credentials.Count)));
        if (clients.Count > 0)
            await foreach (var result in audit.RunAsync(clients, options, cancellationToken))
                Pump.Post(() => WriteObject(result));
        if (identities.Count > 0)
            await foreach (var result in audit.RunIdentitiesAsync(identities, options, cancellationToken))
                Pump.Post(() => WriteObject(result));
    }

    private static string Passed(int tokens, int all) =>
        UiText.Of(
            $"Tokens, which this command does not test: {tokens} of {all}. Test-KsefToken tests them.",
            $"Tokeny, których to polecenie nie sprawdza: {tokens} z {all}. Sprawdza je Test-KsefToken."
        );

    private List<KsefCredential> OfIdentity(OfficeFolder office, string name)
    {
        var found = new List<KsefCredential>();
        if (_seen.Add((office, name)))
            Guard(name, () => found.Add(office.ToKsefCredential(CertificateHolder.OfIdentity(name))));
        _ofIdentities.UnionWith(found);
        return found;
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
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

    /// <summary>Identities of the office, as office.yaml names them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>Signs in again in each client's context: proves that the certificate works there, now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySignIn)]
    public SwitchParameter Online { get; set; }

    /// <summary>Asks nothing of KSeF: no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFiles)]
    public SwitchParameter Local { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<KsefCredential> Choose(OfficeFolder office) =>
        Identity is null
            ? base.Choose(office).Where(credential => credential.Kind is CredentialKind.Certificate)
            : Identity.SelectMany(name => OfIdentity(office, name));

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
        var results = Identity is null
            ? audit.RunAsync(credentials, options, cancellationToken)
            : audit.RunIdentitiesAsync(credentials, options, cancellationToken);
        await foreach (var result in results)
            Pump.Post(() => WriteObject(result));
    }

    private List<KsefCredential> OfIdentity(OfficeFolder office, string name)
    {
        var found = new List<KsefCredential>();
        Guard(name, () => found.Add(office.ToKsefCredential(CertificateHolder.OfIdentity(name))));
        return found;
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Signing;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Writes requests to sign in that another program signs: Podpis Zaufany, a qualified signature or a seal on a card.
/// They must be back within ten minutes, so they are all written at the end, when all input is known.
/// </summary>
[Cmdlet(VerbsCommon.New, "KsefSigningRequest", SupportsShouldProcess = true, DefaultParameterSetName = ForClients)]
[OutputType(typeof(KsefSigningRequest))]
public sealed class NewKsefSigningRequestCommand : OfficeCmdlet
{
    private const string ForClients = "Client";
    private const string ForIdentities = "Identity";

    private readonly List<(OfficeFolder Office, SigningOrder Order)> _orders = [];

    /// <summary>Clients; each gets a request in its own name.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = ForClients,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true
    )]
    [NipTransformation]
    [ValidateNip(Else = new[] { nameof(Path), nameof(Identity) })]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>Identities of the office, as office.yaml names them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ForIdentities)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>The folder for the files; without it, signing in the current one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "signing";

    /// <summary>Subject or Fingerprint: how KSeF is to know the signer.</summary>
    [Parameter]
    [ValidateSet("Subject", "Fingerprint")]
    public string? SubjectType { get; set; }

    /// <summary>Goes straight on to a KSeF certificate, once signed.</summary>
    [Parameter]
    public SwitchParameter ForEnrolment { get; set; }

    /// <summary>The certificate's type: Authentication or Offline.</summary>
    [Parameter]
    [ValidateSet("Authentication", "Offline")]
    public string Type { get; set; } = "Authentication";

    /// <summary>The certificate's key: Ec (P-256) or Rsa (2048).</summary>
    [Parameter]
    [ValidateSet("Ec", "Rsa")]
    public string KeyAlgorithm { get; set; } = "Ec";

    /// <summary>Gets a certificate although the present one would do.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var nip in Nip)
            Guard(nip, () => Take(office, SigningOrder.Of(office, FindProfile(office, nip))));
        foreach (var name in Identity)
            Guard(name, () => Take(office, SigningOrder.Of(office, name)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_orders.Count > SigningRequests.MostByHand)
            WriteWarning(SigningRequests.TooMany(_orders.Count));
        var folder = FilePaths.Full(this, Path);
        foreach (var group in _orders.GroupBy(item => item.Office, item => item.Order))
            Guard(folder, () => Issue(group.Key, [.. group], folder));
    }

    // A client with two credentials comes twice through the pipeline, and signs once.
    private void Take(OfficeFolder office, SigningOrder order)
    {
        if (_orders.Exists(known => known.Office == office && known.Order.Holder == order.Holder))
            return;
        var action = ForEnrolment
            ? UiText.Of(
                "Write a request for a KSeF certificate, to be signed",
                "Przygotowanie do podpisu wniosku o certyfikat KSeF"
            )
            : UiText.Of(
                "Write a request to sign in, to be signed",
                "Przygotowanie do podpisu żądania uwierzytelnienia"
            );
        if (ShouldProcess(order.Holder.Title, action))
            _orders.Add((office, Refine(order)));
    }

    private SigningOrder Refine(SigningOrder order) =>
        order with
        {
            SubjectType = SubjectType switch
            {
                "Subject" => SubjectIdentifierType.CertificateSubject,
                "Fingerprint" => SubjectIdentifierType.CertificateFingerprint,
                _ => order.SubjectType,
            },
            Enrolment = ForEnrolment
                ? new EnrolmentTerms
                {
                    Type = Type is "Offline" ? CertificateType.Offline : CertificateType.Authentication,
                    Algorithm = KeyAlgorithm is "Rsa" ? Core.Keys.KeyAlgorithm.Rsa : Core.Keys.KeyAlgorithm.Ec,
                    Force = Force,
                }
                : null,
        };

    private void Issue(OfficeFolder office, IReadOnlyCollection<SigningOrder> orders, string folder)
    {
        Ask(
            office,
            (ksef, cancellation) =>
                new SigningRequests(office, ksef.Sessions, TimeProvider.System).IssueAsync(
                    orders,
                    folder,
                    office.Settings.Policy.Throttle.Parallel,
                    Report,
                    cancellation
                ),
            remembers: false
        );
    }

    private void Report(SigningIssued issued) =>
        Pump.Post(() =>
        {
            if (issued.Request is { } request)
                WriteObject(request);
            else
                WriteFailure(issued.Error!, issued.Order.Holder.Name);
        });
}

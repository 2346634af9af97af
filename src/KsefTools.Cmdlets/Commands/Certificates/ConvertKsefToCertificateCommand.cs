using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Conversion;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Moves clients from tokens to a certificate of the office: grants what is missing where somebody of ours may grant
/// it, proves by signing in that the certificate may do what the token did, and only then switches the profile. -WhatIf
/// plans and touches nothing.
/// </summary>
[Cmdlet(VerbsData.Convert, "KsefToCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(KsefConversion))]
public sealed class ConvertKsefToCertificateCommand : CredentialQueryCmdlet
{
    /// <summary>The office's identity that is to serve the clients; without it, the office's seal.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string? Identity { get; set; }

    /// <summary>Revokes tokens that a certificate has replaced, once it is proven.</summary>
    [Parameter]
    public SwitchParameter RevokeToken { get; set; }

    /// <summary>Keeps each token for so many days after the switch; a later run revokes it.</summary>
    [Parameter]
    [ValidateRange(0, 365)]
    public int AfterDays { get; set; }

    /// <summary>
    /// Takes the client's own certificate where nothing else leads there. It may do everything at the client.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowOwnCertificate { get; set; }

    /// <summary>A folder for letters to the clients who have to grant something.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RequestPath { get; set; }

    /// <summary>Revokes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly FinalQuestion _question;
    private bool _isNobodyThere;
    private bool _onlyPlans;
    private string? _requestFolder;

    public ConvertKsefToCertificateCommand() => _question = new FinalQuestion(this);

    // Paths and preferences belong to the pipeline thread.
    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(AfterDays)) && !RevokeToken)
            ThrowTerminatingError(
                ErrorRecords.Of(ShellErrors.ParameterMissing(nameof(AfterDays), nameof(RevokeToken)), AfterDays)
            );
        _onlyPlans = IsWhatIf;
        _requestFolder = RequestPath is null ? null : FilePaths.Full(this, RequestPath);
    }

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Moving to the certificate", "Przechodzenie na certyfikat")
        );
        var conversion = new TokenConversion(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        var options = Options(office, progress);
        var summary = new ConversionSummary();
        await foreach (var result in conversion.RunAsync(credentials, options, cancellationToken))
        {
            summary.Add(result);
            Pump.Post(() => WriteObject(result));
        }
        Pump.Post(progress.Complete);
        await TellAsync(conversion, options, summary, cancellationToken);
    }

    private ConversionOptions Options(OfficeFolder office, ThrottledProgress progress) =>
        new()
        {
            Identity = Identity,
            OnlyPlan = _onlyPlans,
            RevokeToken = RevokeToken,
            AfterDays = AfterDays,
            AllowOwnCertificate = AllowOwnCertificate,
            RequestFolder = _requestFolder,
            ThrottleLimit = Parallelism(office),
            Confirm = (plan, cancellation) => Pump.InvokeAsync(() => May(plan), cancellation),
            Progress = (done, total, name) => Pump.Post(() => progress.Report(done, total, name)),
            Warn = warning => Pump.Post(() => WriteWarning(warning)),
            Steps = new Steps(step => Pump.Post(() => WriteVerbose(step))),
        };

    private bool May(KsefConversion plan) =>
        ShouldProcess($"{plan.Nip} ({plan.Name})", string.Join("; ", plan.Steps))
        && (!IsRevokedNow(plan) || Force || MayRevoke(plan));

    private bool MayRevoke(KsefConversion plan)
    {
        if (_isNobodyThere)
            return false;
        try
        {
            return _question.Ask(
                UiText.Of(
                    $"The token of {plan.Nip} ({plan.Name}) is revoked in KSeF for good once the certificate is "
                        + "proven.",
                    $"Token klienta {plan.Nip} ({plan.Name}) zostanie w KSeF trwale unieważniony po sprawdzeniu "
                        + "certyfikatu."
                )
            );
        }
        catch (ShellException exception)
        {
            // Said once, however many clients there are.
            _isNobodyThere = true;
            WriteFailure(exception, plan.Nip);
            return false;
        }
    }

    // A client that is moved in this run is moved today.
    private bool IsRevokedNow(KsefConversion plan)
    {
        var today = TimeProvider.System.GetLocalNow().Date;
        return RevokeToken && (plan.RevokeOn ?? today.AddDays(AfterDays)) <= today;
    }

    /// <summary>
    /// The whole in a few lines: a person who plans 200 clients wants to know how many can go at once.
    /// </summary>
    private async Task TellAsync(
        TokenConversion conversion,
        ConversionOptions options,
        ConversionSummary summary,
        CancellationToken cancellationToken
    )
    {
        var lines = summary.Lines();
        if (options.OnlyPlan)
            try
            {
                lines = [.. lines, ConversionSummary.Line(await conversion.ForecastAsync(options, cancellationToken))];
            }
            catch (Exception exception) when (IsFailure(exception))
            {
                // The plan is made: what is only good to know besides must not cost it.
                Pump.Post(() => WriteVerbose(exception.Message));
            }
        foreach (var line in lines)
            Pump.Post(() => this.Say(line));
    }
}

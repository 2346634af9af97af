using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Rotates clients' tokens: a new one with the same permissions is made and proven, the profile names it, and only then
/// the old one is revoked and seen dead. With -Due it takes what the office's policy says, and may run every night.
/// </summary>
[Cmdlet(VerbsData.Update, "KsefToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefTokenChange))]
public sealed class UpdateKsefTokenCommand : CredentialQueryCmdlet
{
    /// <summary>Which of a client's several tokens; without it, all that are in use.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string[]? SecretName { get; set; }

    /// <summary>Only tokens that are older than policy.rotateAfter.</summary>
    [Parameter]
    public SwitchParameter Due { get; set; }

    /// <summary>Leaves the old token alive, retired in the profile.</summary>
    [Parameter]
    public SwitchParameter KeepOld { get; set; }

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var orders = new List<TokenOrder>();
        foreach (var credential in credentials.Where(IsMeant).DistinctBy(one => (one.Nip, one.SecretName, one.Vault)))
            try
            {
                orders.Add(OrderOf(office, credential));
            }
            catch (Exception failure) when (IsFailure(failure))
            {
                Pump.Post(() => WriteFailure(failure, credential));
            }
        var work = new TokenWork(this, Pump, UiText.Of("Rotating tokens", "Wymiana tokenów"));
        var options = work.Options(Parallelism(office), KeepOld ? TokenWork.Add : TokenWork.Replace);
        var making = new TokenMaking(office, ksef.Vault, ksef.Sessions, TimeProvider.System, options);
        var certificates = credentials.Count(one => one.Kind is CredentialKind.Certificate);
        if (certificates > 0 && !Due)
            Pump.Post(() => this.Say(Passed(certificates, credentials.Count)));
        await work.WriteAsync(making.RunAsync(orders, cancellationToken), WriteObject);
    }

    private static string Passed(int certificates, int all) =>
        UiText.Of(
            $"Certificates, which this command does not rotate: {certificates} of {all}. Update-KsefCertificate renews "
                + "them.",
            $"Certyfikaty, których to polecenie nie wymienia: {certificates} z {all}. Odnawia je "
                + "Update-KsefCertificate."
        );

    // Where there is no token, none is due.
    private bool IsMeant(KsefCredential credential) =>
        credential.Kind is not CredentialKind.Certificate
        && !(Due && credential.SecretName is null)
        && (SecretName is null || SecretName.Contains(credential.SecretName, StringComparer.OrdinalIgnoreCase));

    private TokenOrder OrderOf(OfficeFolder office, KsefCredential credential)
    {
        var profile = FindProfile(office, credential.Nip);
        var entry = profile.Access.FirstOrDefault(known =>
            known.Kind is CredentialKind.Token && known.IsOf(credential, office)
        );
        return new TokenOrder(profile)
        {
            Former = entry ?? throw ShellErrors.CredentialNotFound(profile, credential.SecretName),
            KeepFormer = KeepOld,
            OnlyDue = Due,
        };
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Parameters.Completion.Numbers;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Revokes certificates in KSeF and closes the sessions that they left, which KSeF does not. The secret stays in the
/// vault; files that name it are listed. Safe to repeat; a run that was interrupted is completed by the next one.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "KsefCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefCertificateResult))]
public sealed class RevokeKsefCertificateCommand : OfficeCmdlet
{
    /// <summary>The certificates' serial numbers, as Get-KsefCertificate shows them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [Alias("Serial")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(SerialNumberCompleter))]
    public string?[]? SerialNumber { get; set; } = [];

    /// <summary>The office's identity whose certificates they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string? Identity { get; set; }

    /// <summary>The client whose own certificates they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [NipTransformation]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string? Nip { get; set; }

    /// <summary>What KSeF is told.</summary>
    [Parameter]
    [ValidateSet("Unspecified", "Superseded", "KeyCompromise")]
    public string Reason { get; set; } = "Unspecified";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        // A token is piped in with a serial number that is empty.
        var serials = (SerialNumber ?? []).OfType<string>().Where(serial => serial.Length > 0).ToList();
        if (!IsNamed(serials.Count > 0, nameof(SerialNumber)))
            return;
        foreach (var serial in serials)
            Guard(serial, () => Revoke(office, serial));
    }

    private void Revoke(OfficeFolder office, string serial)
    {
        if (office.FindIdentity(serial) is { } identity)
            throw ShellErrors.IdentityForSerialNumber(identity);
        var order = new RevocationOrder(serial, Enum.Parse<RevocationReason>(Reason))
        {
            Holder =
                !string.IsNullOrEmpty(Identity) ? CertificateHolder.OfIdentity(Identity)
                : !string.IsNullOrEmpty(Nip) ? CertificateHolder.OfClient(FindProfile(office, Nip).Nip)
                : null,
        };
        var target = order.Holder is null ? serial : $"{serial} ({order.Holder.Title})";
        // -WhatIf asks KSeF, too, so that a plan fails as the run would.
        var onlyLooks = IsWhatIf;
        if (!onlyLooks && !MayRevoke(target))
            return;
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var revocation = new CertificateRevocation(
                    office,
                    ksef.Vault,
                    ksef.Sessions,
                    ksef.Cache,
                    TimeProvider.System,
                    new Steps(step => Pump.Post(() => WriteVerbose($"{target}: {step}")))
                );
                if (onlyLooks)
                {
                    var found = await revocation.LookAsync(order, cancellation);
                    Pump.Post(() => Tell(found, target));
                    return;
                }
                var result = await revocation.RevokeAsync(order, cancellation);
                Pump.Post(() => Write(result));
            }
        );
    }

    private bool MayRevoke(string target) =>
        ShouldProcess(
            target,
            UiText.Of(
                $"Revoke the certificate in KSeF for good ({Reason}) and close its sessions",
                $"Nieodwracalne unieważnienie certyfikatu w KSeF ({Reason}) i zamknięcie jego sesji"
            )
        );

    private void Tell(KsefCertificate found, string target)
    {
        if (found.Status is "Revoked")
            this.Say(UiText.Of($"{target}: revoked in KSeF already.", $"{target}: w KSeF już unieważniony."));
        else
            MayRevoke(target);
    }

    private void Write(RevocationResult result)
    {
        var certificate = result.Certificate;
        foreach (var warning in result.Warnings)
            WriteWarning($"{certificate.Holder}: {warning}");
        WriteObject(
            new KsefCertificateResult
            {
                Holder = certificate.Holder,
                Outcome = result.Outcome.ToString(),
                Reason = result.Reason,
                Environment = certificate.Environment,
                SerialNumber = certificate.SerialNumber,
                Identity = certificate.Identity,
                Nip = certificate.Nip,
                Subject = certificate.Subject,
                ValidFrom = certificate.ValidFrom,
                ValidTo = certificate.ValidTo,
                SecretName = certificate.SecretName,
                Vault = certificate.Vault,
                WasResumed = result.WasResumed,
                OfficePath = certificate.OfficePath,
            }
        );
    }
}

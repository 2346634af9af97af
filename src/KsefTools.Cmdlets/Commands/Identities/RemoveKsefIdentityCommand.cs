using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Takes identities out of office.yaml that serve no client any more. Certificate and key stay in the vault, and the
/// certificate stays valid in KSeF.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "KsefIdentity", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveKsefIdentityCommand : OfficeCmdlet
{
    /// <summary>The identities' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[] Identity { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var name in Identity)
            Guard(name, () => Remove(office, name));
    }

    private void Remove(OfficeFolder office, string name)
    {
        var identity = office.FindIdentity(name) ?? throw ShellErrors.IdentityNotFound(office, name);
        var served = office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .Where(profile => profile?.Access.Any(entry => OfficeNouns.IsServedBy(entry, identity)) is true)
            .Select(profile => $"{profile!.Nip} ({profile.Name})")
            .ToList();
        if (served.Count > 0)
            throw ShellErrors.IdentityServes(identity, served);
        var subject = SettingsDifference.Subject(identity);
        var action = UiText.Of(
            $"Remove identity {identity.Name} ({subject})",
            $"Usunięcie tożsamości {identity.Name} ({subject})"
        );
        if (!ShouldProcess(office.SettingsPath, action))
            return;
        office.Patch(editor => editor.RemoveIdentity(identity.Name));
        if (identity.Secret is not null)
            WriteWarning(Notes.CertificateStays(identity, identity.SecretAddressOf(office)));
    }
}

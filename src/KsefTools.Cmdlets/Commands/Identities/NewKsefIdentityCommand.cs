using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Adds an identity to office.yaml: the company or the person that the certificate belongs to.</summary>
[Cmdlet(VerbsCommon.New, "KsefIdentity", SupportsShouldProcess = true, DefaultParameterSetName = ByNip)]
[OutputType(typeof(KsefIdentity))]
public sealed class NewKsefIdentityCommand : IdentityCmdlet
{
    /// <summary>A name of your choice.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string Identity { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(Identity, () => Create(office));
    }

    private void Create(OfficeFolder office)
    {
        var identity = Wanted(office);
        if (office.FindIdentity(identity.Name) is not null)
            throw ShellErrors.IdentityExists(identity.Name);
        office.Preview(editor => editor.AddIdentity(identity));
        var subject = SettingsDifference.Subject(identity);
        var action = UiText.Of(
            $"Add identity {identity.Name} ({subject})",
            $"Dodanie tożsamości {identity.Name} ({subject})"
        );
        if (!ShouldProcess(office.SettingsPath, action))
            return;
        WriteObject(Noun(office.Patch(editor => editor.AddIdentity(identity)), identity.Name));
        if (identity.Secret is null)
            this.Say(Notes.GetCertificate(identity));
    }

    private OfficeIdentity Wanted(OfficeFolder office)
    {
        var (kind, subject) = ParameterSetName switch
        {
            ByPesel => ("person", Pesel),
            ByPersonNip => ("person", PersonNip),
            ByFingerprint => ("fingerprint", Fingerprint),
            _ => ("seal", Nip ?? office.Settings.Nip.Value),
        };
        return new OfficeIdentity
        {
            Name = Identity.Trim(),
            Kind = kind,
            Subject = subject,
            Secret = OrNull(SecretName),
            Vault = OrNull(Vault),
        };
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Changes an identity in office.yaml: only what is named.</summary>
[Cmdlet(VerbsCommon.Set, "KsefIdentity", SupportsShouldProcess = true, DefaultParameterSetName = ByNip)]
[OutputType(typeof(KsefIdentity))]
public sealed class SetKsefIdentityCommand : IdentityCmdlet
{
    /// <summary>The identity's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string Identity { get; set; } = "";

    /// <summary>Writes the identity.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(Identity, () => Change(office));
    }

    private void Change(OfficeFolder office)
    {
        var before = Find(office, Identity);
        var after = Wanted(before);
        // A certificate belongs to somebody: it does not become another one's by a change of a file.
        if (before.Secret is not null && after.Secret == before.Secret && after.Subject != before.Subject)
            throw ShellErrors.IdentityHasCertificate(before);
        office.Preview(editor => editor.ReplaceIdentity(after));
        var changes = SettingsDifference.Between(before, after);
        if (changes.Count > 0)
        {
            var action = string.Join("; ", changes);
            if (
                !ShouldProcess(
                    office.SettingsPath,
                    UiText.Of($"Change identity {before.Name}: {action}", $"Zmiana tożsamości {before.Name}: {action}")
                )
            )
                return;
            office = office.Patch(editor => editor.ReplaceIdentity(after));
        }
        if (PassThru)
            WriteObject(Noun(office, before.Name));
    }

    private OfficeIdentity Wanted(OfficeIdentity before)
    {
        var after = before with
        {
            Secret = IsBound(nameof(SecretName)) ? OrNull(SecretName) : before.Secret,
            Vault = IsBound(nameof(Vault)) ? OrNull(Vault) : before.Vault,
        };
        return ParameterSetName switch
        {
            ByPesel => after with { Kind = "person", Subject = Pesel },
            ByPersonNip => after with { Kind = "person", Subject = PersonNip },
            ByFingerprint => after with { Kind = "fingerprint", Subject = Fingerprint },
            _ when Nip is not null => after with { Kind = "seal", Subject = Nip },
            _ => after,
        };
    }
}

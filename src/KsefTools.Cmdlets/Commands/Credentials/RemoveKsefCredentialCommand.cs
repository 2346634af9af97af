using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Removes clients' credentials here: the secret from the vault, then its name from the profile. Nothing changes in
/// KSeF, where the token works until it is revoked.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "KsefCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefCredential))]
public sealed class RemoveKsefCredentialCommand : ProfileTargetCmdlet
{
    /// <summary>Which credential; without it, a client's only one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Leaves the secret in the vault.</summary>
    [Parameter]
    public SwitchParameter KeepSecret { get; set; }

    /// <inheritdoc/>
    private protected override void Change(OfficeFolder office, ClientProfile profile)
    {
        // An object without a secret's name, as a token that only KSeF has, does not mean the client's only one.
        if (!IsNamed(SecretName is not null || !IsPipedAs(nameof(SecretName)), nameof(SecretName)))
            return;
        var index = IndexOf(profile);
        var entry = profile.Access[index];
        var credential = profile.ToKsefCredential(entry, office);
        if (
            !ShouldProcess(
                $"{profile.Nip} ({profile.Name})",
                UiText.Of(
                    $"Remove credential {credential.SecretName}",
                    $"Usunięcie poświadczenia {credential.SecretName}"
                )
            )
        )
            return;

        // The secret first: when the vault is locked, nothing has changed, and running again ends what was begun.
        if (!KeepSecret)
            LetGo(office, new LeavingEntries(profile, [entry]));
        office.Profiles.Patch(profile, editor => editor.RemoveAccess(IndexOf(editor.Profile)));
        if (PassThru)
            WriteObject(credential);
    }

    private int IndexOf(ClientProfile profile) =>
        CredentialChoice.IndexOf(profile, SecretName, _ => true)
        ?? throw ShellErrors.CredentialNotFound(profile, SecretName);
}

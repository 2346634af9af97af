using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Removes clients' profiles and what audits remember of them. The secrets stay in the vault, where another profile may
/// use them, unless -IncludeSecret is given. Nothing changes in KSeF.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "KsefProfile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefProfile))]
public sealed class RemoveKsefProfileCommand : ProfileTargetCmdlet
{
    /// <summary>Also removes the client's secrets from the vault, except those that another profile names.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <inheritdoc/>
    private protected override void Change(OfficeFolder office, ClientProfile profile)
    {
        // A client's parts are in its file, and go with it.
        var all = WithParts(office, profile);
        var leaving = all.Select(one => new LeavingEntries(one, [.. one.Access])).ToList();
        var secrets = leaving.SelectMany(entries => SecretUse.OnlyOf(office, entries)).Distinct().ToList();
        var action = IncludeSecret
            ? UiText.Of(
                $"Remove client {profile.Nip} ({profile.Name}) and {Counted.Of(secrets.Count, "secret", "secrets")}",
                $"Usunięcie klienta {profile.Nip} ({profile.Name}) i "
                    + Counted.Of(secrets.Count, "sekretu", "sekretów", "sekretów")
            )
            : UiText.Of(
                $"Remove client {profile.Nip} ({profile.Name})",
                $"Usunięcie klienta {profile.Nip} ({profile.Name})"
            );
        if (!ShouldProcess(profile.Path, action))
            return;

        // Secrets first: when the vault is locked, the profile that knows their names is still there.
        if (IncludeSecret)
            leaving.ForEach(entries => LetGo(office, entries));
        else if (secrets.Count > 0)
            WriteWarning(
                UiText.Of(
                    $"The vault still holds {string.Join(", ", secrets)}. Test-KsefOffice lists such secrets.",
                    $"W magazynie pozostaje {string.Join(", ", secrets)}. Takie sekrety wylicza Test-KsefOffice."
                )
            );
        if (profile.Nip.IsPart)
            office.Profiles.RemovePart(profile);
        else
            office.Profiles.Remove(profile.Path);
        foreach (var one in all)
            ObservationStore.Of(office).Forget(one.Nip.Value);
        if (PassThru)
            WriteObject(profile.ToKsefProfile(office));
    }
}

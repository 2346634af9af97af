using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A cmdlet that changes the clients it is given by NIP, or by objects that carry one.</summary>
public abstract class ProfileTargetCmdlet : OfficeCmdlet
{
    /// <summary>The clients' NIPs; dashes, spaces and the prefix PL are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>Writes the changed object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var nip in Nip)
            Guard(nip, () => Change(office, FindProfile(office, nip)));
    }

    /// <summary>Removes the secrets of entries that are about to go, and says which ones stay.</summary>
    private protected void LetGo(OfficeFolder office, LeavingEntries leaving)
    {
        var secrets = leaving.Entries.Where(entry => entry.Secret is not null).ToList();
        if (secrets.Count == 0)
            return;
        var kept = Run(async cancellation =>
        {
            using var custody = await SecretCustody.TakeAsync(office, SecretVault, cancellation);
            return await custody.LetGoAsync(
                [
                    .. secrets
                        .Select(entry => SecretUse.AddressOf(office, entry))
                        .Distinct()
                        .Select(secret => new SecretRelease(secret, leaving)),
                ],
                cancellation
            );
        });
        foreach (var secret in kept)
            WriteWarning(secret.ToString());
    }

    /// <summary>Changes one client; what it throws becomes that client's error.</summary>
    private protected abstract void Change(OfficeFolder office, ClientProfile profile);
}

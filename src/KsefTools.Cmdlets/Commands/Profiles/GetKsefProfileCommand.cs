using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Gets clients' profiles: what should be true of each.</summary>
[Cmdlet(VerbsCommon.Get, "KsefProfile")]
[OutputType(typeof(KsefProfile))]
public sealed class GetKsefProfileCommand : ProfileQueryCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var profile in ReadProfiles(office))
            WriteObject(profile.ToKsefProfile(office));
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Gets the office: what office.yaml says, and the defaults where it is silent.</summary>
[Cmdlet(VerbsCommon.Get, "KsefOffice")]
[OutputType(typeof(KsefOffice))]
public sealed class GetKsefOfficeCommand : OfficeCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(OpenOffice().ToKsefOffice());
}

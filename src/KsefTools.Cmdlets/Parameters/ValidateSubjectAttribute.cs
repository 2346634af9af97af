using System.Management.Automation;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Refuses what cannot be an identity's subject, as Test-KsefOffice does in office.yaml.</summary>
/// <param name="kind">person or fingerprint.</param>
internal sealed class ValidateSubjectAttribute(string kind) : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (OfficeIdentity.ProblemOf(kind, arguments?.ToString() ?? "") is { } problem)
            throw new ValidationMetadataException(problem);
    }
}

using System.Collections;
using System.Management.Automation;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes the codes out of what was piped: a result with its findings, a finding, an error. PowerShell would take such
/// an object's own text first, before it looks at the property.
/// </summary>
internal sealed class CodeTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly TidyTextAttribute _tidy = new();

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        _tidy.Transform(engineIntrinsics, Codes(inputData));

    private static object? Codes(object? value)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null or string => value,
            ErrorRecord error => error.FullyQualifiedErrorId,
            IEnumerable many => many.Cast<object?>().Select(one => Codes(one)?.ToString()).ToArray(),
            _ when PSObject.AsPSObject(value).Properties["Findings"]?.Value is { } findings => Codes(findings),
            _ when PSObject.AsPSObject(value).Properties["Code"]?.Value is { } code => code.ToString(),
            _ => value,
        };
    }
}

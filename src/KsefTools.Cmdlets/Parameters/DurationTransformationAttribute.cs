using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes a time as office.yaml has it: 90d, 12h. To PowerShell 90d is a decimal number and 45s a short one, but it
/// keeps what was typed. A bare number says no unit.
/// </summary>
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            TimeSpan time => time,
            not null when Duration.TryParse(LanguagePrimitives.ConvertTo<string>(inputData), out var time) => time,
            _ => throw new ArgumentTransformationMetadataException(
                UiText.Of(
                    "A time is a number and a unit: 90d, 12h, 30m, 2w.",
                    "Czas to liczba i jednostka: 90d, 12h, 30m, 2w."
                )
            ),
        };
}

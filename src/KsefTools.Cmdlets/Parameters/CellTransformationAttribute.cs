using System.Collections;
using System.Management.Automation;
using KsefTools.Core.Letters;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes a list as a spreadsheet's one cell has it, separated by commas or semicolons; an empty cell is an empty list.
/// So what Export-Csv wrote of a profile can be read back.
/// </summary>
internal sealed class CellTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly char[] Separators = [',', ';'];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : Items(inputData).ToArray();

    private static IEnumerable<string> Items(object? value) =>
        value switch
        {
            null => [],
            PSObject wrapped => Items(wrapped.BaseObject),
            string text => InvisibleLetters
                .Tidy(text)
                .Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IEnumerable many => many.Cast<object?>().SelectMany(Items),
            var other => Items(other.ToString()),
        };
}

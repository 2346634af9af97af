using System.Collections;
using System.Management.Automation;
using KsefTools.Core.Letters;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes text as it is meant: what a spreadsheet, a mail or a web page put into it and nobody sees is left out, and
/// every space is an ordinary one.
/// </summary>
internal sealed class TidyTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Tidy(inputData);

    private static object? Tidy(object? value) =>
        value switch
        {
            PSObject { BaseObject: string or IList } wrapped => Tidy(wrapped.BaseObject),
            string text when InvisibleLetters.Tidy(text) is var tidy && tidy != text => tidy.Trim(),
            IList { Count: > 0 } many => many.Cast<object?>().Select(Tidy).ToArray(),
            _ => value,
        };
}

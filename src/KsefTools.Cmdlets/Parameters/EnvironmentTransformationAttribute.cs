using System.Collections;
using System.Management.Automation;
using KsefTools.Core.Letters;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Takes an environment as people write it and gives the one form that is kept.</summary>
internal sealed class EnvironmentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>For a filter: patterns, and what only looks like an environment, pass as they are.</summary>
    public bool AllowPatterns { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData switch
        {
            null => null,
            PSObject wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
            Uri address => Transform(engineIntrinsics, address.OriginalString),
            // An empty cell of a spreadsheet: whether that may be is for the parameter to say.
            string text when string.IsNullOrWhiteSpace(text) => "",
            string text when InvisibleLetters.Tidy(text) is var tidy && tidy != text => Transform(
                engineIntrinsics,
                tidy.Trim()
            ),
            string text when EnvironmentName.TryParse(text, out var name) => name,
            string text when AllowPatterns && ProfileFilter.IsPattern(text) => text,
            // The text itself is not repeated: it could be anything that was pasted.
            string text => throw new ArgumentTransformationMetadataException(
                EnvironmentName.TryParse(text, out _, out var error) ? "" : error
            ),
            IEnumerable many => many.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            var other => other,
        };
}

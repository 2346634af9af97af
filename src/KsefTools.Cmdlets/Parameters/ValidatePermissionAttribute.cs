using System.Collections;
using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Refuses what is not the name of a permission of KSeF, with the nearest one that is.</summary>
internal sealed class ValidatePermissionAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // An empty list, or none, takes the expectation away.
        var texts = arguments is IEnumerable many and not string
            ? many.Cast<object?>().Select(item => item?.ToString())
            : [arguments?.ToString()];
        foreach (var text in texts.OfType<string>().Where(text => text.Length > 0))
            if (!OfficeDefaults.KnownPermissions.Contains(text, StringComparer.Ordinal))
                throw new ValidationMetadataException(
                    UiText.Of(
                        $"{QuotedText.Of(text)} is not a KSeF permission. {Instead(text)}",
                        $"{QuotedText.Of(text)} nie jest uprawnieniem KSeF. {Instead(text)}"
                    )
                );
    }

    private static string Instead(string text) =>
        NearestText.Of(text, OfficeDefaults.KnownPermissions) is { } nearest
            ? UiText.Of($"Did you mean {nearest}?", $"Czy chodziło o {nearest}?")
            : UiText.Of("There are: ", "Są to: ") + string.Join(", ", OfficeDefaults.KnownPermissions);
}

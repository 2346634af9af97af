using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Refuses what is not a NIP: ten digits whose last one fits the others.</summary>
internal sealed class ValidateNipAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // Where none may be given, PowerShell has refused it already.
        if (arguments is null)
            return;
        foreach (var text in arguments as IEnumerable<string> ?? [arguments.ToString() ?? ""])
            if (!Nip.TryParse(text, out _))
                throw new ValidationMetadataException(
                    UiText.Of(
                        $"{QuotedText.Of(text)} is not a NIP: ten digits, of which the last is a check digit.",
                        $"{QuotedText.Of(text)} to nie NIP: dziesięć cyfr, z których ostatnia jest kontrolna."
                    )
                );
    }
}

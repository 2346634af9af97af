using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Refuses what is neither a NIP, ten digits whose last one fits the others, nor the InternalId of a client's part.
/// </summary>
internal sealed class ValidateNipAttribute : ValidateArgumentsAttribute
{
    /// <summary>Whether only a taxpayer's own NIP will do.</summary>
    public bool IsTaxpayer { get; set; }

    /// <summary>Whether a pattern will do as well.</summary>
    public bool MayBePattern { get; set; }

    /// <summary>Parameters that a text may be meant for which stands where the NIP does.</summary>
    public string[] Else { get; set; } = [];

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        // Where none may be given, PowerShell has refused it already.
        if (arguments is null)
            return;
        foreach (var text in arguments as IEnumerable<string> ?? [arguments.ToString() ?? ""])
            if (!IsTaken(text))
            {
                var hint = MeantParameter.Hint(text, Else);
                throw new ValidationMetadataException(
                    UiText.Of(
                        $"{QuotedText.Of(text)} is not a NIP: ten digits, of which the last is a check digit.{hint}",
                        $"{QuotedText.Of(text)} to nie NIP: dziesięć cyfr, z których ostatnia jest kontrolna.{hint}"
                    )
                );
            }
    }

    private bool IsTaken(string text) =>
        ClientId.TryParse(text, out var client)
            ? !(IsTaxpayer && client.IsPart)
            : MayBePattern && MeantParameter.Hint(text, Else).Length == 0;
}

using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Refuses a secret that was typed as text, in one sentence that says how to give it. PowerShell's own refusal repeats
/// the text, which then stands in $Error and in the transcript.
/// </summary>
/// <param name="parameter">The parameter's name.</param>
internal sealed class SecretTransformationAttribute(string parameter) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            System.Security.SecureString secret => secret,
            null => null,
            _ => throw new ArgumentTransformationMetadataException(
                UiText.Of(
                    "A secret is not given as text: it would stay in history and transcripts. Give it hidden, "
                        + $"-{parameter} (Read-Host -AsSecureString), and replace in KSeF what has been shown.",
                    "Sekretu nie podaje się tekstem: zostałby w historii i zapisach sesji. Podaj go w ukryciu, "
                        + $"-{parameter} (Read-Host -AsSecureString), a to, co zostało pokazane, wymień w KSeF."
                )
            ),
        };
}

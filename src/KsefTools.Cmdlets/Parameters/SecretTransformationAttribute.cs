using System.Collections;
using System.Management.Automation;
using System.Security;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Refuses a secret that was typed as text, in one sentence that says how to give it. PowerShell's own refusal repeats
/// the text, which then stands in $Error and in the transcript.
/// </summary>
/// <param name="parameter">The parameter's name.</param>
internal sealed class SecretTransformationAttribute(string parameter) : ArgumentTransformationAttribute
{
    /// <summary>The command asks for the secret itself when the parameter is left out.</summary>
    public bool IsAsked { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecureString secret => secret,
            null => null,
            IList many => many.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            _ => throw new ArgumentTransformationMetadataException(
                UiText.Of(
                    $"A secret typed as text stays in history and transcripts: {Way()}, and replace what was shown.",
                    $"Sekret wpisany tekstem zostaje w historii i zapisach sesji: {Way()}, a to, co pokazano, wymień."
                )
            ),
        };

    private string Way() =>
        IsAsked
            ? UiText.Of(
                $"leave -{parameter} out and the command asks for it, hidden",
                $"pomiń -{parameter}, a polecenie samo o niego zapyta i go nie pokaże"
            )
            : UiText.Of(
                $"write -{parameter} (Read-Host -AsSecureString), which asks for it, hidden",
                $"napisz -{parameter} (Read-Host -AsSecureString), które zapyta o niego i go nie pokaże"
            );
}

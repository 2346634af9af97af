using System.Management.Automation;
using KsefTools.Core;
using KsefTools.Core.Letters;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Refuses text with a character that nobody can see and a terminal might obey.</summary>
internal sealed class ValidatePlainTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (var text in arguments as IEnumerable<string> ?? [arguments?.ToString() ?? ""])
            if (PlainText.FirstHarmful(text) is var index and >= 0)
                throw new ValidationMetadataException(
                    UiText.Of(
                        $"Character {index + 1} of the text is not a letter but {NameOf(text[index])}.",
                        $"Znak {index + 1} tekstu nie jest literą: to {NameOf(text[index])}."
                    )
                );
    }

    private static string NameOf(char character) =>
        char.IsControl(character)
            ? UiText.Of(
                $"a line break or a control character (U+{(int)character:X4})",
                $"koniec wiersza albo znak sterujący (U+{(int)character:X4})"
            )
            : InvisibleLetters.NameOf(character);
}

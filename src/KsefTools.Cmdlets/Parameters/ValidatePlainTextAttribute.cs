using System.Globalization;
using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>Refuses text with a character that nobody can see and a terminal might obey.</summary>
internal sealed class ValidatePlainTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        foreach (var text in arguments as IEnumerable<string> ?? [arguments?.ToString() ?? ""])
            if (PlainText.FirstHarmful(text) is var index and >= 0)
            {
                var character = ((int)text[index]).ToString("X4", CultureInfo.InvariantCulture);
                throw new ValidationMetadataException(
                    UiText.Of(
                        $"Character {index + 1} of the text (U+{character}) is no letter: a line break, an escape or "
                            + "an invisible character.",
                        $"Znak {index + 1} tekstu (U+{character}) nie jest literą: to koniec wiersza, znak sterujący "
                            + "albo niewidoczny."
                    )
                );
            }
    }
}

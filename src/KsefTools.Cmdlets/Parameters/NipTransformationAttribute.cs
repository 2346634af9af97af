using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Letters;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes a NIP as people write it (526-000-12-46, PL 5260001246, a number), or the InternalId of a client's part, and
/// leaves patterns alone. An object that
/// has a property Nip counts as that NIP, so that profiles and results can be piped; an object of ours that names no
/// client is refused, and never taken by its text.
/// </summary>
internal sealed class NipTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an object without a NIP may name something else to the command, as an identity.</summary>
    public bool MayNameOther { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData switch
        {
            null => null,
            PSObject { BaseObject: KsefOffice office } => Transform(engineIntrinsics, office),
            PSObject wrapped when wrapped.Properties["Nip"]?.Value is { } nip => Transform(engineIntrinsics, nip),
            PSObject wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
            string text => ClientId.TryParseLoose(text, out var client)
                ? client.Value
                : InvisibleLetters.Tidy(text).Trim(),
            KsefProfile profile => profile.Nip,
            KsefCredential credential => credential.Nip,
            IEnumerable many => many.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            IFormattable number => Transform(
                engineIntrinsics,
                number.ToString(format: null, CultureInfo.InvariantCulture)
            ),
            SecureString => throw HiddenText(),
            PSCustomObject => throw Nameless("PSCustomObject"),
            var other => throw Nameless(other.GetType().Name),
        };

    private static ArgumentTransformationMetadataException HiddenText() =>
        new(
            UiText.Of(
                "Hidden text is not a NIP. A token needs its parameter's name: -Token.",
                "Ukryty tekst to nie NIP. Token wymaga nazwy parametru: -Token."
            )
        );

    // With a cast as its cause, PowerShell goes on and looks for another parameter that the object fits.
    private ArgumentTransformationMetadataException Nameless(string type)
    {
        var sentence = UiText.Of(
            $"A {type} like this names no client: it has no NIP.",
            $"Taki obiekt {type} nie wskazuje klienta: nie ma NIP-u."
        );
        return MayNameOther
            ? new(sentence, new PSInvalidCastException(sentence))
            : new ArgumentTransformationMetadataException(sentence);
    }
}

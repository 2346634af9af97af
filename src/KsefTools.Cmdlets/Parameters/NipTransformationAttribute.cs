using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KsefTools.Core.Identifiers;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes a NIP as people write it (526-000-12-46, PL 5260001246, a number) and leaves patterns alone. An object that
/// has a property Nip counts as that NIP, so that profiles and results can be piped.
/// </summary>
internal sealed class NipTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData switch
        {
            null => null,
            PSObject wrapped when wrapped.Properties["Nip"]?.Value is { } nip => Transform(engineIntrinsics, nip),
            PSObject wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
            string text => Nip.TryParseLoose(text, out var nip) ? nip.Value : text.Trim(),
            KsefProfile profile => profile.Nip,
            KsefCredential credential => credential.Nip,
            IEnumerable many => many.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            IFormattable number => Transform(
                engineIntrinsics,
                number.ToString(format: null, CultureInfo.InvariantCulture)
            ),
            var other => other,
        };
}

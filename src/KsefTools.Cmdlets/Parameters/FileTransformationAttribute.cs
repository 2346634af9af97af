using System.Collections;
using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// Takes files as Get-ChildItem gives them, and paths as text. An object of ours that is piped in is no file, whatever
/// its text reads.
/// </summary>
internal sealed class FileTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData switch
        {
            null => null,
            PSObject wrapped => Transform(engineIntrinsics, wrapped.BaseObject),
            string text => text,
            FileSystemInfo file => file.FullName,
            KsefSigningRequest request => request.Path,
            KsefSigningResult result => result.Path,
            IEnumerable many => many.Cast<object?>().Select(item => Transform(engineIntrinsics, item)).ToArray(),
            var other => throw NoFile(other.GetType()),
        };

    // With a cast as its cause, PowerShell goes on and looks for a property with the path: not in an object of ours,
    // whose path is that of a client's file.
    private static ArgumentTransformationMetadataException NoFile(Type type)
    {
        var sentence = UiText.Of(
            $"A {type.Name} is not a file: give a path, or what Get-ChildItem gives.",
            $"{type.Name} to nie plik: podaj ścieżkę albo to, co zwraca Get-ChildItem."
        );
        return type.Assembly == typeof(KsefProfile).Assembly
            ? new ArgumentTransformationMetadataException(sentence)
            : new(sentence, new PSInvalidCastException(sentence));
    }
}

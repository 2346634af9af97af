using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Errors;

/// <content>What is refused when an office hands something over to other programs.</content>
internal static partial class ErrorKinds
{
    internal static readonly ErrorKind RequestUnknown = new(
        "RequestUnknown",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "Nothing was sent. See what KSeF knows: Invoke-KsefRequest -Path and the Tab key.",
                "Niczego nie wysłano. Zobacz, co zna KSeF: Invoke-KsefRequest -Path i klawisz Tab."
            )
    );

    internal static readonly ErrorKind PortalRuleBroken = new(
        "PortalRuleBroken",
        ErrorCategory.InvalidArgument,
        () =>
            UiText.Of(
                "Nothing left the vault. Choose another password or file name, or -Format Pem.",
                "Nic nie opuściło magazynu. Podaj inne hasło lub nazwę pliku albo użyj -Format Pem."
            )
    );

    internal static readonly ErrorKind CredentialNotMoved = new(
        "CredentialNotMoved",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "The secret is where it was, and the office's files name it there. See Test-KsefOffice.",
                "Sekret jest tam, gdzie był, i tam wskazują go pliki biura. Zobacz Test-KsefOffice."
            )
    );
}

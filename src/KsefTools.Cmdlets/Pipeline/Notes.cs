using KsefTools.Core;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>Sentences about what a change leaves behind.</summary>
internal static class Notes
{
    internal static string FormerToken(string reference) =>
        UiText.Of(
            $"The former token {reference} is no longer in the vault, but works in KSeF until it is revoked there.",
            $"Poprzedniego tokena {reference} nie ma już w magazynie, ale działa on w KSeF, dopóki nie zostanie tam "
                + "unieważniony."
        );

    internal static string SecretsStay(IEnumerable<SecretAddress> secrets) =>
        UiText.Of(
            $"The vault keeps {string.Join(", ", secrets)}: another file of the office names it, or cannot be read.",
            $"W magazynie pozostaje {string.Join(", ", secrets)}: wskazuje go inny plik biura albo pliku nie można "
                + "odczytać."
        );

    internal static string FormerCertificate(SecretAddress secret) =>
        UiText.Of(
            $"The former certificate stays in the vault as {secret}; no profile names it any more.",
            $"Poprzedni certyfikat pozostaje w magazynie jako {secret}; ten profil już go nie wskazuje."
        );
}

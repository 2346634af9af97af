using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Prompt;

/// <summary>Sentences about what a change leaves behind.</summary>
internal static class Notes
{
    internal static string FormerToken(string reference) =>
        UiText.Of(
            $"The former token {reference} is no longer in the vault, but works in KSeF until it is revoked there.",
            $"Poprzedniego tokena {reference} nie ma już w magazynie, ale działa on w KSeF, dopóki nie zostanie tam "
                + "unieważniony."
        );

    /// <summary>How an identity gets its certificate.</summary>
    internal static string GetCertificate(OfficeIdentity identity)
    {
        var request = CommandText
            .Of("New-KsefSigningRequest")
            .With("Identity", identity.Name)
            .Literally("-ForEnrolment");
        return identity.Kind switch
        {
            "seal" => UiText.Of(
                $"Next, its certificate: {request}, then sign the file with the company's qualified seal.",
                $"Teraz certyfikat: {request}, a potem podpisz plik kwalifikowaną pieczęcią firmy."
            ),
            "person" => UiText.Of(
                $"Next, the certificate: {request}, then this person signs the file with Podpis Zaufany or a qualified "
                    + "signature.",
                $"Teraz certyfikat: {request}, a potem ta osoba podpisuje plik Podpisem Zaufanym albo podpisem "
                    + "kwalifikowanym."
            ),
            _ => UiText.Of(
                $"Next, its certificate: {request}, then sign the file with the certificate of that fingerprint.",
                $"Teraz certyfikat: {request}, a potem podpisz plik certyfikatem o tym odcisku."
            ),
        };
    }

    /// <summary>What stays behind when the office names another vault; null for nothing.</summary>
    internal static string? SecretsOfFormerVault(OfficeFolder before, OfficeFolder after)
    {
        if (string.Equals(before.Settings.Vault, after.Settings.Vault, StringComparison.OrdinalIgnoreCase))
            return null;
        var profiles = after.Profiles.ReadAll().Select(result => result.Profile).OfType<ClientProfile>();
        var count =
            profiles.SelectMany(profile => profile.Access).Count(entry => entry is { Secret: not null, Vault: null })
            + after.Settings.Identities.Count(identity => identity is { Secret: not null, Vault: null });
        var (former, present) = (VaultName.Of(before.Settings.Vault), VaultName.Of(after.Settings.Vault));
        return count == 0
            ? null
            : UiText.Of(
                $"No secret was moved: {Counted.Of(count, "secret", "secrets")} stored in {former} will be looked for "
                    + $"in {present} from now on.",
                $"Żadnego sekretu nie przeniesiono. W magazynie {former} pozostaje "
                    + $"{Counted.Of(count, "sekret, który będzie", "sekrety, które będą", "sekretów, które będą")} "
                    + $"teraz szukane w {present}."
            );
    }

    internal static string CertificateStays(OfficeIdentity identity, SecretAddress secret) =>
        UiText.Of(
            $"The certificate of {identity.Name} is still valid in KSeF and in the vault ({secret}). Revoke it with "
                + "Revoke-KsefCertificate before you remove the secret.",
            $"Certyfikat tożsamości {identity.Name} nadal jest ważny w KSeF i leży w magazynie ({secret}). Zanim "
                + "usuniesz sekret, unieważnij go poleceniem Revoke-KsefCertificate."
        );

    internal static string FormerSecret(SecretAddress secret) =>
        UiText.Of(
            $"The former secret stays in the vault as {secret}; this profile does not name it any more.",
            $"Poprzedni sekret pozostaje w magazynie jako {secret}; ten profil już go nie wskazuje."
        );

    internal static string FormerCertificate(SecretAddress secret) =>
        UiText.Of(
            $"The former certificate stays in the vault as {secret}; no profile names it any more.",
            $"Poprzedni certyfikat pozostaje w magazynie jako {secret}; ten profil już go nie wskazuje."
        );
}

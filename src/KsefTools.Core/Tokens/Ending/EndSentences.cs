using static KsefTools.Core.UiText;

namespace KsefTools.Core.Tokens.Ending;

/// <summary>What the end of tokens says to people.</summary>
internal static class EndSentences
{
    public static string LastAccess() =>
        Of(
            "This is the client's last access that works: nothing else that the profile names signs in. -Force "
                + "revokes it anyway.",
            "To ostatni działający dostęp do klienta: nic innego, co wskazuje profil, się nie loguje. -Force unieważni "
                + "go mimo to."
        );

    public static string NumberUnknown() =>
        Of(
            "The token's number is known neither from the vault nor from the profile: name it with -Reference.",
            "Numeru tokena nie ma ani w magazynie, ani w profilu: podaj go przez -Reference."
        );

    public static string InUse(string client) =>
        Of(
            $"The token was not revoked: {client} uses the same one.",
            $"Tokena nie unieważniono: tego samego używa {client}."
        );

    public static string NobodySees() =>
        Of(
            "No credential of the office can see all tokens of this client: that takes CredentialsRead or "
                + "CredentialsManage. Only "
                + "the client can look, and revoke, in the Ministry's application.",
            "Żadne poświadczenie biura nie widzi wszystkich tokenów tego klienta: potrzebne jest CredentialsRead lub "
                + "CredentialsManage. "
                + "Sprawdzić i unieważnić je może tylko klient w aplikacji Ministerstwa."
        );

    public static string NobodyMay(string problem) =>
        Of(
                $"Nobody here may revoke it; only its author or the client can. {problem}",
                $"Nikt z biura nie może go unieważnić; może to zrobić tylko jego autor lub klient. {problem}"
            )
            .TrimEnd();

    public static string StillAlive() =>
        Of(
            "KSeF has accepted the revocation, but the token still works; the same command goes on later.",
            "KSeF przyjął unieważnienie, ale token nadal działa; to samo polecenie podejmie pracę później."
        );
}

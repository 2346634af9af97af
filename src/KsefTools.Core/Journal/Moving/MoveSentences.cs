using KsefTools.Core.Secrets;

namespace KsefTools.Core.Journal.Moving;

/// <summary>Why a secret stays where it is.</summary>
internal static class MoveSentences
{
    public static SecretMoveException Missing(SecretAddress from) =>
        new(
            UiText.Of(
                $"The vault has no secret {from}, so there is nothing to move. See Test-KsefOffice.",
                $"W magazynie nie ma sekretu {from}, więc nie ma czego przenosić. Zobacz Test-KsefOffice."
            )
        );

    public static SecretMoveException OfAnotherOffice(SecretAddress from) =>
        new(
            UiText.Of(
                $"{from} stays: by its name it is another office's.",
                $"{from} pozostaje na miejscu: według nazwy należy do innego biura."
            )
        );

    public static SecretMoveException Other(SecretAddress from) =>
        new(
            UiText.Of(
                $"{from} stays: another token or certificate lies there than the office's file says.",
                $"{from} pozostaje na miejscu: jest tam inny token lub certyfikat, niż podaje plik biura."
            )
        );

    public static SecretMoveException Taken(SecretAddress to) =>
        new(
            UiText.Of(
                $"{to} is there already and is another secret; nothing was moved or written over.",
                $"{to} już istnieje i jest innym sekretem; niczego nie przeniesiono ani nie nadpisano."
            )
        );

    public static SecretVaultException NotKept(SecretAddress to) =>
        new(
            SecretVaultFailure.WriteLost,
            to.Vault,
            UiText.Of(
                $"The vault did not give {to} back as it was written; the office goes on with the former one.",
                $"Magazyn nie zwrócił {to} tak, jak zapisano; biuro nadal używa poprzedniego."
            )
        );
}

using System.Globalization;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Permissions;

/// <summary>Why KSeF did not grant or revoke, for a person: what the code means, what KSeF wrote, what to do.</summary>
internal static class PermissionSentences
{
    public static PermissionFailure Of(int status) =>
        status switch
        {
            100 => PermissionFailure.StillInProgress,
            400 => PermissionFailure.Failed,
            410 => PermissionFailure.IdentifiersInconsistent,
            420 => PermissionFailure.CallerLacksRights,
            430 => PermissionFailure.ContextRole,
            440 => PermissionFailure.RelationForbidden,
            450 => PermissionFailure.IdentifierForbidden,
            500 => PermissionFailure.SystemFailure,
            550 => PermissionFailure.Cancelled,
            _ => PermissionFailure.Other,
        };

    public static PermissionException Error(StatusInfo status, string referenceNumber)
    {
        var failure = Of(status.Code);
        string[] details = [.. status.Details.Select(Redactor.Scrub)];
        var why = details.Length == 0 ? "" : $" KSeF: {string.Join(" ", details)}";
        var code = status.Code.ToString(CultureInfo.InvariantCulture);
        var sentence = SentenceOf(failure, status.Description);
        return new PermissionException(
            failure,
            status.Code,
            failure is PermissionFailure.StillInProgress
                ? $"{sentence} ({referenceNumber})"
                : $"{sentence} ({code}, {referenceNumber}){why}"
        )
        {
            Details = details,
            ReferenceNumber = referenceNumber,
        };
    }

    public static PermissionException Forgotten(string referenceNumber) =>
        new(
            PermissionFailure.Forgotten,
            status: null,
            UiText.Of(
                $"KSeF no longer knows the operation {referenceNumber}: it keeps them for 30 days.",
                $"KSeF nie zna już operacji {referenceNumber}: przechowuje je 30 dni."
            )
        )
        {
            ReferenceNumber = referenceNumber,
        };

    public static PermissionException MethodNotAllowed() =>
        new(
            PermissionFailure.MethodNotAllowed,
            status: null,
            UiText.Of(
                "KSeF does not let a session that was opened this way change permissions. Sign in with a certificate "
                    + "that has CredentialsManage there, or let the client grant it in the Ministry's Aplikacja "
                    + "Podatnika.",
                "KSeF nie pozwala zmieniać uprawnień w sesji otwartej w ten sposób. Zaloguj się certyfikatem, który ma "
                    + "tam CredentialsManage, albo niech klient nada uprawnienie w Aplikacji Podatnika KSeF."
            )
        );

    public static PermissionException MissingPermission(IReadOnlyList<string>? present)
    {
        var has = present switch
        {
            null => "",
            [] => UiText.Of(" It has none at all.", " Nie ma żadnego."),
            _ => UiText.Of($" It has {string.Join(", ", present)}.", $" Ma {string.Join(", ", present)}."),
        };
        return new(
            PermissionFailure.CallerLacksRights,
            status: null,
            UiText.Of(
                $"The session lacks the permission to see or change permissions here (CredentialsManage).{has} Use a "
                    + "credential that has it, or let the client do it in the Ministry's Aplikacja Podatnika.",
                $"Sesja nie ma tu prawa do przeglądania ani zmiany uprawnień (CredentialsManage).{has} Użyj "
                    + "poświadczenia, które je ma, albo niech klient zrobi to w Aplikacji Podatnika KSeF."
            )
        );
    }

    public static PermissionException NotDelegable(IReadOnlyList<string> permissions, string? referenceNumber) =>
        new(
            PermissionFailure.NotDelegable,
            status: null,
            UiText.Of(
                $"{string.Join(", ", permissions)} was granted before without the right to hand it on, and KSeF has "
                    + "not added that. Revoke it (Get-KsefPermission, Revoke-KsefPermission), then grant it again.",
                $"{string.Join(", ", permissions)} nadano wcześniej bez prawa do przekazywania i KSeF go nie dodał. "
                    + "Odbierz je (Get-KsefPermission, Revoke-KsefPermission) i nadaj ponownie."
            )
        )
        {
            ReferenceNumber = referenceNumber,
        };

    public static string Busy =>
        UiText.Of(
            "Another process is changing the same permissions; see what it did when it is done.",
            "Inny proces właśnie zmienia te same uprawnienia; sprawdź wynik, gdy skończy."
        );

    public static string Inactive =>
        UiText.Of(
            "It is there, but without effect: the client has not given the office what it hands on, or has taken it "
                + "back.",
            "Jest nadane, ale nie działa: klient nie dał biuru tego, co ono przekazuje, albo mu to odebrał."
        );

    public static string NotThere =>
        UiText.Of(
            "KSeF lists no such permission in this context: it was revoked before, or is another context's.",
            "KSeF nie wykazuje takiego uprawnienia w tym kontekście: odebrano je wcześniej albo należy do innego "
                + "kontekstu."
        );

    private static string SentenceOf(PermissionFailure failure, string? description) =>
        failure switch
        {
            PermissionFailure.StillInProgress => UiText.Of(
                "KSeF has accepted it but did not finish in time; run the same command later.",
                "KSeF przyjął operację, ale nie zakończył jej na czas; uruchom to samo polecenie później."
            ),
            PermissionFailure.Failed => UiText.Of("KSeF could not do it.", "KSeF nie mógł tego wykonać."),
            PermissionFailure.IdentifiersInconsistent => UiText.Of(
                "The identifiers do not fit each other, or do not stand in the relation that this needs.",
                "Identyfikatory do siebie nie pasują albo nie są w wymaganej relacji."
            ),
            PermissionFailure.CallerLacksRights => UiText.Of(
                "The credential that was used may not do this.",
                "Użyte poświadczenie nie ma do tego prawa."
            ),
            PermissionFailure.ContextRole => UiText.Of(
                "The context does not have the role or the permissions that this needs; to hand a permission on, the "
                    + "client must first have given it to the office with the right to delegate.",
                "Kontekst nie ma wymaganej roli lub uprawnień; aby przekazać uprawnienie dalej, biuro musi je mieć od "
                    + "klienta z prawem do przekazywania."
            ),
            PermissionFailure.RelationForbidden => UiText.Of(
                "KSeF does not allow this between these identifiers; an owner, for example, can be granted nothing at "
                    + "home.",
                "KSeF nie pozwala na to między tymi identyfikatorami; właścicielowi na przykład nie można nic nadać u "
                    + "niego samego."
            ),
            PermissionFailure.IdentifierForbidden => UiText.Of(
                "KSeF does not allow this for that identifier or its type.",
                "KSeF nie pozwala na to dla tego identyfikatora lub jego typu."
            ),
            PermissionFailure.SystemFailure => UiText.Of(
                "KSeF failed; try again later.",
                "Błąd po stronie KSeF; spróbuj później."
            ),
            PermissionFailure.Cancelled => UiText.Of(
                "KSeF cancelled it for reasons of its own; try again later.",
                "KSeF przerwał operację z przyczyn wewnętrznych; spróbuj później."
            ),
            _ => Redactor.Scrub(description ?? UiText.Of("KSeF refused.", "KSeF odmówił.")),
        };
}

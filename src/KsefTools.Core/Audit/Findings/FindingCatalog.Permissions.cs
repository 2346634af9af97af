using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>Permissions: what the session may really do, against what it should.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] PermissionEntries =>
        [
            Line(
                FindingCode.NoPermissions,
                FindingSeverity.Critical,
                _ =>
                    Of(
                        "The token may do nothing: its author no longer holds any permission at this client.",
                        "Token nie daje żadnych uprawnień: jego autor nie ma już uprawnień u tego klienta."
                    ),
                a =>
                    StoreToken(
                        a,
                        "a new token, once its author has permissions",
                        "nowy token, gdy jego autor będzie miał uprawnienia"
                    )
            ),
            Line(
                FindingCode.MissingPermission,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The token lacks {a.Detail}, which the profile expects.",
                        $"Token nie ma uprawnień, których oczekuje profil: {a.Detail}."
                    ),
                a => StoreToken(a, $"a new token with {a.Detail}", $"nowy token z {a.Detail}")
            ),
            Line(
                FindingCode.ExcessPermission,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"The token may do more than it should: {a.Detail}.",
                        $"Token może więcej, niż powinien: {a.Detail}."
                    ),
                a =>
                    StoreToken(
                        a,
                        $"a new token without {a.Detail}; then revoke the old one (Get-KsefToken, Revoke-KsefToken)",
                        $"nowy token bez {a.Detail}; potem unieważnij stary (Get-KsefToken, Revoke-KsefToken)"
                    )
            ),
            Line(
                FindingCode.EffectiveBelowRequested,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"The token was generated with {a.Detail} but may not use it: its author has lost that right.",
                        $"Token wygenerowano z {a.Detail}, ale nie może z tego korzystać: jego autor stracił to prawo."
                    ),
                a =>
                    OfClient("Get-KsefToken", a)
                        .Remark(
                            Of(
                                "shows the author, and the client can grant it to them again",
                                "pokazuje autora, któremu klient może je nadać ponownie"
                            )
                        )
            ),
        ];
}

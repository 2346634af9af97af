using KsefTools.Core.Secrets;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <content>The secret, before KSeF is asked at all.</content>
public static partial class FindingCatalog
{
    private static KeyValuePair<FindingCode, FindingEntry>[] SecretEntries =>
        [
            Line(
                FindingCode.SecretMissing,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The profile names the secret {a.SecretName}, but the vault does not hold it.",
                        $"Profil wskazuje sekret {a.SecretName}, ale nie ma go w magazynie."
                    ),
                a => StoreToken(a, "puts the token into the vault", "umieszcza token w magazynie")
            ),
            Line(
                FindingCode.SameSecretTwice,
                FindingSeverity.Critical,
                a =>
                    Of(
                        $"The same token is stored for {a.Detail} as well.",
                        $"Ten sam token jest zapisany także dla {a.Detail}."
                    ),
                a => StoreToken(a, "this client's own token", "własny token tego klienta")
            ),
            Line(
                FindingCode.VaultLocked,
                FindingSeverity.Unknown,
                a => Of($"The vault did not return the secret: {a.Detail}", $"Magazyn nie wydał sekretu: {a.Detail}"),
                a => VaultRemedies.Of(a.Silence, a.Vault)
            ),
            Line(
                FindingCode.VaultFailed,
                FindingSeverity.Unknown,
                a => Of($"The vault did not return the secret: {a.Detail}", $"Magazyn nie wydał sekretu: {a.Detail}"),
                a => VaultRemedies.Of(a.Silence ?? SecretVaultFailure.Other, a.Vault)
            ),
            Line(
                FindingCode.NoAccessYet,
                FindingSeverity.Warning,
                _ =>
                    Of(
                        "The profile names no credential: nothing gives access to this client yet.",
                        "Profil nie wskazuje żadnego poświadczenia: nic jeszcze nie daje dostępu do tego klienta."
                    ),
                a => StoreToken(a, "this client's token", "token tego klienta")
            ),
            Line(
                FindingCode.SecretOrphan,
                FindingSeverity.Warning,
                a =>
                    Of(
                        $"The vault holds the secret {a.SecretName}, which no profile names.",
                        $"W magazynie jest sekret {a.SecretName}, którego nie wskazuje żaden profil."
                    ),
                a =>
                    CommandText
                        .Of("Remove-Secret")
                        .With("Name", a.SecretName)
                        .With("Vault", a.Vault)
                        .Remark(Of("if no other program reads it", "jeśli nie czyta go inny program"))
            ),
        ];
}

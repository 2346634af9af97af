using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// What a change of office.yaml or of a client's file comes to, for a person who has to agree: <c>key: old → new</c>.
/// </summary>
public static class SettingsDifference
{
    /// <summary>The keys that differ, in the file's order; identities apart.</summary>
    public static IReadOnlyList<string> Between(OfficeSettings before, OfficeSettings after) =>
        Between(Texts(before), Texts(after));

    /// <summary>As the other one, of an identity. Of a PESEL only the last digits are shown.</summary>
    public static IReadOnlyList<string> Between(OfficeIdentity before, OfficeIdentity after) =>
        Between(Texts(before), Texts(after));

    /// <summary>As the other ones, of a client; credentials apart.</summary>
    public static IReadOnlyList<string> Between(ClientProfile before, ClientProfile after) =>
        Between(Texts(before), Texts(after));

    /// <summary>Whose an identity is, for a person to read: <c>PESEL *******1359</c>.</summary>
    public static string Subject(OfficeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var (kind, value) = identity.ToCertificateIdentity() is var one ? (one.Kind, one.Value) : default;
        return kind switch
        {
            IdentityKind.Nip => $"NIP {value}",
            IdentityKind.Pesel => $"PESEL {MaskedNumber.Of("Pesel", value)}",
            _ => $"SHA-256 {value}",
        };
    }

    private static IReadOnlyList<string> Between(
        IEnumerable<(string Key, string? Value)> before,
        IEnumerable<(string Key, string? Value)> after
    ) =>
        [
            .. before
                .Zip(after)
                .Where(pair => !string.Equals(pair.First.Value, pair.Second.Value, StringComparison.Ordinal))
                .Select(pair => $"{pair.First.Key}: {Shown(pair.First.Value)} → {Shown(pair.Second.Value)}"),
        ];

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "-" : PlainText.Line(value);

    private static IEnumerable<(string Key, string? Value)> Texts(OfficeIdentity identity) =>
        [
            ("kind", identity.Kind),
            ("subject", Subject(identity)),
            ("secret", identity.Secret),
            ("vault", identity.Vault),
        ];

    private static IEnumerable<(string Key, string? Value)> Texts(ClientProfile profile) =>
        [
            ("name", profile.Name),
            ("environment", profile.Environment),
            ("tags", string.Join(", ", profile.Tags)),
            ("contact", profile.Contact),
            ("permissions", string.Join(", ", profile.Permissions)),
        ];

    private static IEnumerable<(string Key, string? Value)> Texts(OfficeSettings settings) =>
        [
            ("name", settings.Name),
            ("environment", settings.Environment),
            ("vault", settings.Vault),
            ("tokensEndOn", LocalTime.Day(settings.Policy.TokensEndOn)),
            (
                "tokensEndAnnounced",
                settings.Policy.TokensEndAnnounced is { } announced ? LocalTime.Day(announced) : null
            ),
            ("rotateAfter", Duration.Format(settings.Policy.RotateAfter)),
            ("unusedAfter", Duration.Format(settings.Policy.UnusedAfter)),
            ("renewBefore", Duration.Format(settings.Policy.RenewBefore)),
            ("neverPermissions", string.Join(", ", settings.Policy.NeverPermissions)),
            ("otherEnvironments", string.Join(", ", settings.Policy.OtherEnvironments)),
            ("parallel", $"{settings.Policy.Throttle.Parallel}"),
            ("loginsPerSecond", $"{settings.Policy.Throttle.LoginsPerSecond}"),
        ];
}

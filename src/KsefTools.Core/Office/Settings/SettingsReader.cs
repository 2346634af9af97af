using KsefTools.Core.Api;
using KsefTools.Core.Api.Status;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Yaml;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Office.Settings;

/// <summary>Reads office.yaml. What the file does not say follows <see cref="OfficeDefaults"/>.</summary>
internal static class SettingsReader
{
    public static readonly IReadOnlyList<string> Keys =
    [
        "nip",
        "name",
        "id",
        "environment",
        "vault",
        "identities",
        "policy",
    ];

    public static readonly IReadOnlyList<string> IdentityKeys = ["name", "kind", "subject", "secret", "vault"];

    public static readonly IReadOnlyList<string> PolicyKeys =
    [
        "tokensEndOn",
        "tokensEndAnnounced",
        "rotateAfter",
        "unusedAfter",
        "renewBefore",
        "neverPermissions",
        "otherEnvironments",
        "statusPage",
        "throttle",
    ];

    public static readonly IReadOnlyList<string> ThrottleKeys =
    [
        "parallel",
        "loginLimit",
        "loginsPerSecond",
        "perSecond",
        "perMinute",
        "perHour",
    ];

    /// <summary>The settings and the warnings about them.</summary>
    /// <exception cref="OfficeFileException">The file cannot be used.</exception>
    public static (OfficeSettings Settings, IReadOnlyList<OfficeFileProblem> Warnings) Read(string path, string text)
    {
        YamlMapping root;
        try
        {
            root = YamlTree.Parse(text);
        }
        catch (YamlSyntaxException exception)
        {
            throw new OfficeFileException([ProfileReader.Problem(path, exception)], exception);
        }
        var reading = new FileReading(path);
        // An identity's subject may be a fingerprint, so runs of digits are no sign here.
        reading.RefuseSecrets(root, SecretShape.IsTokenIn);
        if (reading.Failed)
            throw new OfficeFileException(reading.Problems);
        reading.WarnOfUnknownKeys(root, Keys);
        var nip = reading.Nip(root, "nip");
        var name = reading.Text(root, "name", required: true);
        var id = ReadId(reading, root);
        var environment = reading.Environment(root, "environment");
        var vault = reading.Text(root, "vault");
        var sections = reading.Sections(root, "identities").ToList();
        var identities = sections.Select(entry => ReadIdentity(reading, entry)).ToArray();
        WarnOfSecondNames(reading, sections);
        var policy = reading.Section(root, "policy") is { } section ? ReadPolicy(reading, section) : new OfficePolicy();
        if (reading.Failed)
            throw new OfficeFileException(reading.Problems);
        var settings = new OfficeSettings
        {
            Nip = nip!.Value,
            Name = name!,
            Id = id,
            Environment = environment ?? OfficeDefaults.Environment,
            Vault = vault,
            Identities = identities,
            Policy = policy,
        };
        return (settings, reading.Problems);
    }

    private static string? ReadId(FileReading reading, YamlMapping root)
    {
        if (reading.Text(root, "id") is not { } id)
            return null;
        if (!OfficeId.IsValid(id))
            reading.Error(
                root.Find("id")!.Value,
                OfficeIssueCode.InvalidValue,
                UiText.Of(
                    $"'id' must be eight hexadecimal digits, not {FileReading.Quote(id)}",
                    $"'id' to osiem cyfr szesnastkowych, a nie {FileReading.Quote(id)}"
                )
            );
        return id.ToLowerInvariant();
    }

    private static void WarnOfSecondNames(FileReading reading, IEnumerable<YamlMapping> sections)
    {
        var names = sections.Select(section => section.Find("name")?.Value).OfType<YamlScalar>();
        foreach (var second in names.GroupBy(name => name.Value, OfficeIdentity.Names).SelectMany(same => same.Skip(1)))
            reading.Warn(
                second,
                OfficeIssueCode.InvalidValue,
                UiText.Of(
                    $"an identity above is called {FileReading.Quote(second.Value)} already; only that one counts",
                    $"nazwę {FileReading.Quote(second.Value)} ma już tożsamość powyżej i tylko ona się liczy"
                )
            );
    }

    private static OfficeIdentity ReadIdentity(FileReading reading, YamlMapping entry)
    {
        reading.WarnOfUnknownKeys(entry, IdentityKeys);
        var kind = reading.Text(entry, "kind", required: true) ?? "";
        var subject = reading.Text(entry, "subject", required: true) ?? "";
        if (kind.Length > 0 && subject.Length > 0)
            CheckSubject(reading, entry, kind, subject);
        return new OfficeIdentity
        {
            Name = reading.Text(entry, "name", required: true) ?? "",
            Kind = kind,
            Subject = subject,
            Secret = reading.Text(entry, "secret"),
            Vault = reading.Text(entry, "vault"),
        };
    }

    private static void CheckSubject(FileReading reading, YamlMapping entry, string kind, string subject)
    {
        switch (kind)
        {
            case "seal":
                reading.Nip(entry, "subject");
                break;
            case "person" or "fingerprint":
                if (OfficeIdentity.ProblemOf(kind, subject) is { } problem)
                    reading.Error(
                        entry.Find("subject")!.Value,
                        kind is "person" ? OfficeIssueCode.InvalidPesel : OfficeIssueCode.InvalidValue,
                        problem
                    );
                break;
            default:
                reading.Error(
                    entry.Find("kind")!.Value,
                    OfficeIssueCode.InvalidValue,
                    UiText.Of(
                        $"an identity's 'kind' is seal, person or fingerprint, not {FileReading.Quote(kind)}",
                        $"'kind' tożsamości to seal, person albo fingerprint, a nie {FileReading.Quote(kind)}"
                    )
                );
                break;
        }
    }

    private static OfficePolicy ReadPolicy(FileReading reading, YamlMapping section)
    {
        reading.WarnOfUnknownKeys(section, PolicyKeys);
        var policy = new OfficePolicy();
        return new OfficePolicy
        {
            TokensEndOn = reading.Date(section, "tokensEndOn") ?? policy.TokensEndOn,
            // Written but empty means: nothing is announced. Not written means: the shipped date.
            TokensEndAnnounced = section.Find("tokensEndAnnounced") is null
                ? policy.TokensEndAnnounced
                : reading.Date(section, "tokensEndAnnounced"),
            RotateAfter = reading.Duration(section, "rotateAfter") ?? policy.RotateAfter,
            UnusedAfter = reading.Duration(section, "unusedAfter") ?? policy.UnusedAfter,
            RenewBefore = reading.Duration(section, "renewBefore") ?? policy.RenewBefore,
            NeverPermissions = section.Find("neverPermissions") is null
                ? policy.NeverPermissions
                : reading.Permissions(section, "neverPermissions"),
            OtherEnvironments = ReadOtherEnvironments(reading, section),
            StatusPage = ReadStatusPage(reading, section),
            Throttle = reading.Section(section, "throttle") is { } throttle
                ? ReadThrottle(reading, throttle)
                : policy.Throttle,
        };
    }

    private static List<string> ReadOtherEnvironments(FileReading reading, YamlMapping section)
    {
        var names = new List<string>();
        foreach (var text in reading.Texts(section, "otherEnvironments"))
            if (EnvironmentName.TryParse(text, out var name, out var error))
                names.Add(name);
            else
                reading.Error(
                    section.Find("otherEnvironments")!.Value,
                    OfficeIssueCode.InvalidValue,
                    $"{FileReading.Quote(text)}: {error}"
                );
        return names;
    }

    // Written but empty means: do not ask.
    private static string? ReadStatusPage(FileReading reading, YamlMapping section)
    {
        if (section.Find("statusPage") is not { } entry)
            return OfficeDefaults.StatusPage;
        if (reading.Text(section, "statusPage") is not { Length: > 0 } text)
            return null;
        if (!StatusPage.IsAllowed(text, out var error))
            reading.Error(entry.Value, OfficeIssueCode.InvalidValue, $"{FileReading.Quote(text)}: {error}");
        return text;
    }

    private static OfficeThrottle ReadThrottle(FileReading reading, YamlMapping section)
    {
        reading.WarnOfUnknownKeys(section, ThrottleKeys);
        var throttle = new OfficeThrottle();
        return new OfficeThrottle
        {
            Parallel = reading.Number(section, "parallel", 1, 256) ?? throttle.Parallel,
            LoginLimit = ReadLoginLimit(reading, section) ?? throttle.LoginLimit,
            LoginsPerSecond = reading.Number(section, "loginsPerSecond", 1, 10_000) ?? throttle.LoginsPerSecond,
            PerSecond = reading.Number(section, "perSecond", 1, 10_000) ?? throttle.PerSecond,
            PerMinute = reading.Number(section, "perMinute", 1, 100_000) ?? throttle.PerMinute,
            PerHour = reading.Number(section, "perHour", 1, 1_000_000) ?? throttle.PerHour,
        };
    }

    private static LoginLimitScope? ReadLoginLimit(FileReading reading, YamlMapping section)
    {
        switch (reading.Text(section, "loginLimit"))
        {
            case null:
                return null;
            case "shared":
                return LoginLimitScope.Shared;
            case "per-endpoint":
                return LoginLimitScope.PerEndpoint;
            case { } other:
                reading.Error(
                    section.Find("loginLimit")!.Value,
                    OfficeIssueCode.InvalidValue,
                    UiText.Of(
                        $"'loginLimit' is shared or per-endpoint, not {FileReading.Quote(other)}",
                        $"'loginLimit' to shared albo per-endpoint, a nie {FileReading.Quote(other)}"
                    )
                );
                return null;
        }
    }
}

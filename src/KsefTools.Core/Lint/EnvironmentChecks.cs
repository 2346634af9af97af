using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Lint;

/// <summary>Files that would send secrets where nobody of the office has allowed it.</summary>
internal static class EnvironmentChecks
{
    public static IEnumerable<KsefOfficeIssue> Run(
        OfficeFolder office,
        IReadOnlyList<ProfileReadResult> files,
        AllowedEnvironments allowed
    )
    {
        var settings = office.Settings;
        foreach (var name in settings.Policy.OtherEnvironments.Prepend(settings.Environment))
            if (allowed.Refusal(name) is { } why)
                yield return Issue(why, Command.Edit(office.SettingsPath)) with
                {
                    Path = office.SettingsPath,
                };
        foreach (var profile in files.Select(file => file.Profile).OfType<ClientProfile>())
            if (!profile.Nip.IsPart && profile.Environment is { } own && allowed.Refusal(own) is { } why)
                yield return Issue(
                    why,
                    CommandText
                        .Of("Set-KsefProfile")
                        .With("Nip", profile.Nip.Value)
                        .Literally("-Environment production")
                ) with
                {
                    Nip = profile.Nip.Value,
                    Path = profile.Path,
                };
    }

    private static KsefOfficeIssue Issue(string why, string remedy) =>
        new()
        {
            Code = OfficeIssueCode.EnvironmentNotAllowed,
            Severity = FindingSeverity.Critical,
            Message = UiText.Of(
                $"find out who wrote this address into the file: {why}",
                $"ustal, kto wpisał ten adres do pliku: {why}"
            ),
            Remedy = remedy,
        };
}

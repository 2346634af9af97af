using KsefTools.Core.Office;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Lint;

/// <summary>What is wrong between profiles, each of them readable by itself.</summary>
internal static class ProfileChecks
{
    public static IEnumerable<KsefOfficeIssue> Run(OfficeFolder office, IReadOnlyList<ProfileReadResult> files)
    {
        var profiles = files.Select(file => file.Profile).OfType<ClientProfile>().ToArray();
        return profiles
            .Where(profile => !profile.Nip.IsPart)
            .SelectMany(FileName)
            .Concat(DuplicateNips(profiles))
            .Concat(DuplicateSecrets(office, profiles))
            .Concat(profiles.SelectMany(profile => UnknownIdentities(office, profile)));
    }

    private static IEnumerable<KsefOfficeIssue> FileName(ClientProfile profile)
    {
        if (!string.Equals(Path.GetFileNameWithoutExtension(profile.Path), profile.Nip.Value, StringComparison.Ordinal))
            yield return new KsefOfficeIssue
            {
                Code = OfficeIssueCode.FileNameMismatch,
                Severity = FindingSeverity.Warning,
                Message = UiText.Of(
                    $"the file is about {profile.Nip} and is named otherwise",
                    $"plik dotyczy {profile.Nip}, a nazywa się inaczej"
                ),
                Remedy = Command.Rename(profile.Path, $"{profile.Nip}.yaml"),
                Nip = profile.Nip.Value,
                Path = profile.Path,
            };
    }

    private static IEnumerable<KsefOfficeIssue> DuplicateNips(ClientProfile[] profiles) =>
        profiles
            .GroupBy(profile => profile.Nip)
            .Where(group => group.Count() > 1)
            .SelectMany(group =>
                group.Select(profile => new KsefOfficeIssue
                {
                    Code = OfficeIssueCode.DuplicateNip,
                    Severity = FindingSeverity.Critical,
                    Message = UiText.Of(
                        $"{group.Key} has another file, too: {Others(group, profile)}; keep one",
                        $"{group.Key} ma jeszcze inny plik: {Others(group, profile)}; zostaw jeden"
                    ),
                    Remedy = Command.Edit(profile.Path),
                    Nip = profile.Nip.Value,
                    Path = profile.Path,
                })
            );

    private static string Others(IEnumerable<ClientProfile> all, ClientProfile one) =>
        string.Join(", ", all.Where(profile => profile != one).Select(profile => Path.GetFileName(profile.Path)));

    private static IEnumerable<KsefOfficeIssue> DuplicateSecrets(OfficeFolder office, ClientProfile[] profiles) =>
        profiles
            .SelectMany(profile =>
                profile.Access.Where(entry => entry.Secret is not null).Select(entry => (profile, entry))
            )
            .GroupBy(
                pair => $"{pair.entry.Vault ?? office.Settings.Vault}/{pair.entry.Secret}",
                StringComparer.OrdinalIgnoreCase
            )
            .Where(group => group.Count() > 1 && !IsOfOneTaxpayer(group))
            .SelectMany(group =>
                group.Select(pair => new KsefOfficeIssue
                {
                    Code = OfficeIssueCode.DuplicateSecret,
                    Severity = FindingSeverity.Critical,
                    Message = UiText.Of(
                        $"the secret '{pair.entry.Secret}' is named {group.Count()} times, for {Clients(group)}; "
                            + "each needs its own",
                        $"sekret '{pair.entry.Secret}' jest wskazany {group.Count()} razy, dla {Clients(group)}; "
                            + "każdy wymaga własnego"
                    ),
                    Remedy = Command.StoreToken(pair.profile.Nip.Value),
                    Nip = pair.profile.Nip.Value,
                    Path = pair.profile.Path,
                    Line = pair.entry.Line,
                    Column = pair.entry.Column,
                    SecretName = pair.entry.Secret,
                })
            );

    // A certificate is its taxpayer's, and opens each of its parts.
    private static bool IsOfOneTaxpayer(IEnumerable<(ClientProfile Profile, AccessEntry Entry)> group) =>
        group.All(pair => pair.Entry.Kind is CredentialKind.Certificate)
        && group.DistinctBy(pair => pair.Profile.Nip).Count() == group.Count()
        && group.DistinctBy(pair => pair.Profile.Nip.Nip).Count() == 1;

    private static string Clients(IEnumerable<(ClientProfile Profile, AccessEntry Entry)> group) =>
        string.Join(", ", group.Select(pair => pair.Profile.Nip.Value).Distinct(StringComparer.Ordinal));

    private static IEnumerable<KsefOfficeIssue> UnknownIdentities(OfficeFolder office, ClientProfile profile) =>
        profile
            .Access.Where(entry => entry.Identity is { } name && office.FindIdentity(name) is null)
            .Select(entry => new KsefOfficeIssue
            {
                Code = OfficeIssueCode.InvalidValue,
                Severity = FindingSeverity.Critical,
                Message = UiText.Of(
                    $"office.yaml has no identity {FileReading.Quote(entry.Identity!)}",
                    $"office.yaml nie ma tożsamości {FileReading.Quote(entry.Identity!)}"
                ),
                Remedy = CommandText.Of("New-KsefIdentity").With(entry.Identity!),
                Nip = profile.Nip.Value,
                Path = profile.Path,
                Line = entry.Line,
                Column = entry.Column,
            });
}

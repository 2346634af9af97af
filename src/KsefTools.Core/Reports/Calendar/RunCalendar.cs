using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports.Calendar;

/// <summary>Every end that a run knows: of tokens, by law and as announced, and of certificates.</summary>
internal static class RunCalendar
{
    /// <summary>The ends, the nearest first; what many clients share is one.</summary>
    public static IReadOnlyList<RunEnd> Of(RunRecord run) =>
        [.. Tokens(run).Concat(Rotations(run)).Concat(Certificates(run)).OrderBy(end => end.Day)];

    private static IEnumerable<RunEnd> Tokens(RunRecord run)
    {
        var nips = Living(run).Select(result => result.Nip!).Distinct(StringComparer.Ordinal).ToList();
        if (nips.Count == 0)
            yield break;
        yield return new(
            run.Policy.TokensEndOn.ToDateTime(TimeOnly.MinValue),
            UiText.Of("KSeF tokens end by the law in force", "Koniec tokenów KSeF według obowiązującego prawa"),
            null,
            nips
        );
        if (run.Policy.TokensEndAnnounced is { } announced && announced > run.Policy.TokensEndOn)
            yield return new(
                announced.ToDateTime(TimeOnly.MinValue),
                UiText.Of(
                    "KSeF tokens end as announced, which is not law",
                    "Zapowiedziany koniec tokenów (to nie prawo)"
                ),
                null,
                nips
            );
    }

    // A month in one line: on which day of it a token gets a year old matters to nobody.
    private static IEnumerable<RunEnd> Rotations(RunRecord run) =>
        Living(run)
            .Where(result => result.CreatedOn is not null)
            .Select(result =>
                (Day: result.CreatedOn!.Value.AddDays(run.Policy.RotateAfterDays).ToLocalTime().Date, Nip: result.Nip!)
            )
            .Where(due => DateOnly.FromDateTime(due.Day) <= (run.Policy.TokensEndAnnounced ?? run.Policy.TokensEndOn))
            .GroupBy(due => (due.Day.Year, due.Day.Month))
            .Select(group => new RunEnd(
                group.Min(due => due.Day),
                UiText.Of("From this day, tokens due for replacement", "Od tego dnia tokeny do wymiany"),
                null,
                [.. group.Select(due => due.Nip).Distinct(StringComparer.Ordinal)]
            ));

    private static IEnumerable<RunEnd> Certificates(RunRecord run) =>
        run
            .Results.Where(result => result.ValidTo is not null)
            .GroupBy(result =>
                (result.ValidTo!.Value.ToLocalTime().Date, Serial: result.SerialNumber ?? result.SecretName)
            )
            .Select(group => new RunEnd(
                group.Key.Date,
                UiText.Of($"Certificate {group.Key.Serial} ends", $"Koniec certyfikatu {group.Key.Serial}"),
                group.Select(result => result.Identity).FirstOrDefault(identity => identity is not null),
                [
                    .. group
                        .Where(result => result.Area is AuditArea.Credential)
                        .Select(result => result.Nip)
                        .OfType<string>()
                        .Distinct(StringComparer.Ordinal),
                ]
            ));

    // A token that does not work has no end to come.
    private static IEnumerable<KsefAuditResult> Living(RunRecord run) =>
        run.Results.Where(result =>
            result is { Area: AuditArea.Credential, Kind: CredentialKind.Token, Nip: not null, Permissions.Count: > 0 }
        );
}

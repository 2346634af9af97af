using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Signing;

namespace KsefTools.Core.Reports.Calendar;

/// <summary>
/// Every end that a run knows: of tokens, by law and as announced, of certificates, and of the time to sign a request.
/// </summary>
internal static class RunCalendar
{
    /// <summary>The ends, the nearest first; what many clients share is one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="deadlines">Of requests that wait to be signed.</param>
    public static IReadOnlyList<RunEnd> Of(RunRecord run, IReadOnlyList<SigningDeadline> deadlines) =>
        [
            .. Tokens(run)
                .Concat(Rotations(run))
                .Concat(Certificates(run))
                .Concat(deadlines.Select(Signing))
                .OrderBy(end => end.At?.ToLocalTime().DateTime ?? end.Day),
        ];

    private static RunEnd Signing(SigningDeadline deadline) =>
        new(
            CalendarKind.Signing,
            deadline.Deadline.ToLocalTime().Date,
            UiText.Of(
                $"{deadline.File} must be signed and back by {LocalTime.Minute(deadline.Deadline)}",
                $"{deadline.File}: podpisać i odesłać do {LocalTime.Minute(deadline.Deadline)}"
            ),
            deadline.Nip is null ? deadline.Holder : null,
            deadline.Nip is null ? [] : [deadline.Nip]
        )
        {
            At = deadline.Deadline,
        };

    private static IEnumerable<RunEnd> Tokens(RunRecord run)
    {
        var nips = Living(run).Select(result => result.Nip!).Distinct(StringComparer.Ordinal).ToList();
        if (nips.Count == 0)
            yield break;
        yield return new(
            CalendarKind.TokensByLaw,
            run.Policy.TokensEndOn.ToDateTime(TimeOnly.MinValue),
            UiText.Of("KSeF tokens end by the law in force", "Koniec tokenów KSeF według obowiązującego prawa"),
            null,
            nips
        );
        if (run.Policy.TokensEndAnnounced is { } announced && announced > run.Policy.TokensEndOn)
            yield return new(
                CalendarKind.TokensAnnounced,
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
                (Day: result.CreatedOn!.Value.Later(run.Policy.RotateAfterDays).ToLocalTime().Date, Nip: result.Nip!)
            )
            .Where(due => DateOnly.FromDateTime(due.Day) <= (run.Policy.TokensEndAnnounced ?? run.Policy.TokensEndOn))
            .GroupBy(due => (due.Day.Year, due.Day.Month))
            .Select(group => new RunEnd(
                CalendarKind.Rotation,
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
                CalendarKind.Certificate,
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
            )
            {
                At = group.Max(result => result.ValidTo),
                Serial = group.Key.Serial,
            });

    // A token that does not work has no end to come.
    private static IEnumerable<KsefAuditResult> Living(RunRecord run) =>
        run.Results.Where(result =>
            result is { Area: AuditArea.Credential, Kind: CredentialKind.Token, Nip: not null, Permissions.Count: > 0 }
        );
}

namespace KsefTools.Core.Runs;

/// <summary>
/// What a run says beyond the audit of credentials and the lint of files: the one table of these codes and sentences.
/// </summary>
public static class RunFindings
{
    /// <summary>What a session or the office may do is not what it was in the run before.</summary>
    public const string PermissionsChanged = nameof(PermissionsChanged);

    /// <summary>A client has been asked to grant something and has not done so yet.</summary>
    public const string WaitingForGrant = nameof(WaitingForGrant);

    /// <summary>KSeF lets the office ask for few certificates more.</summary>
    public const string QuotaLow = nameof(QuotaLow);

    /// <summary>KSeF does not answer, and the Ministry says why.</summary>
    public const string KsefOutage = nameof(KsefOutage);

    /// <summary>KSeF does not answer.</summary>
    public const string KsefSilent = nameof(KsefSilent);

    /// <summary>A client's file cannot be read, so its credentials are not known.</summary>
    public const string ClientUnreadable = nameof(ClientUnreadable);

    /// <summary>Part of the run failed.</summary>
    public const string PartFailed = nameof(PartFailed);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [PermissionsChanged, WaitingForGrant, QuotaLow, KsefOutage, KsefSilent, ClientUnreadable, PartFailed];

    internal static KsefAuditFinding Changed(string nip, IReadOnlyList<string> lost, IReadOnlyList<string> gained) =>
        Of(
            PermissionsChanged,
            FindingSeverity.Warning,
            (lost.Count, gained.Count) switch
            {
                (0, _) => UiText.Of(
                    $"New since the run before: {Join(gained)}.",
                    $"Nowe od poprzedniego audytu: {Join(gained)}."
                ),
                (_, 0) => UiText.Of(
                    $"Lost since the run before: {Join(lost)}.",
                    $"Utracone od poprzedniego audytu: {Join(lost)}."
                ),
                _ => UiText.Of(
                    $"Since the run before, lost: {Join(lost)}; new: {Join(gained)}.",
                    $"Od poprzedniego audytu utracone: {Join(lost)}; nowe: {Join(gained)}."
                ),
            },
            CommandText
                .Of("Get-KsefPermission")
                .With("Nip", nip)
                .Remark(UiText.Of("shows who granted what", "pokazuje, kto co nadał"))
        );

    internal static KsefAuditFinding Waiting(string nip, IReadOnlyList<string> missing) =>
        Of(
            WaitingForGrant,
            FindingSeverity.Warning,
            UiText.Of(
                $"The client has been asked to grant the office {Join(missing)}, and has not done so yet.",
                $"Klient został poproszony o nadanie biuru {Join(missing)} i jeszcze tego nie zrobił."
            ),
            CommandText
                .Of("Convert-KsefToCertificate")
                .With("Nip", nip)
                .Literally("-WhatIf")
                .Remark(
                    UiText.Of(
                        "without -WhatIf it writes the letter again, and goes on once the client has granted it",
                        "bez -WhatIf ponownie napisze pismo, a gdy klient nada uprawnienia, podejmie pracę"
                    )
                )
        );

    internal static KsefAuditFinding Low(int remaining, int limit) =>
        Of(
            QuotaLow,
            FindingSeverity.Warning,
            UiText.Of($"KSeF allows {remaining} more, of {limit}.", $"KSeF pozwala jeszcze na {remaining} z {limit}."),
            CommandText
                .Of("Get-KsefCertificate")
                .Remark(
                    UiText.Of(
                        "revoke those that nobody needs; an application that was made counts for good",
                        "unieważnij zbędne; złożony wniosek liczy się na stałe"
                    )
                )
        );

    internal static KsefAuditFinding Outage(string announcement) =>
        Of(
            KsefOutage,
            FindingSeverity.Unknown,
            UiText.Of(
                $"KSeF does not answer, and the Ministry announces: {announcement}",
                $"KSeF nie odpowiada, a Ministerstwo ogłasza: {announcement}"
            ),
            remedy: null
        );

    internal static KsefAuditFinding Silent(string why) =>
        Of(
            KsefSilent,
            FindingSeverity.Unknown,
            UiText.Of(
                $"KSeF does not answer; it may be the network here. {why}",
                $"KSeF nie odpowiada; przyczyną może być sieć po tej stronie. {why}"
            ),
            CommandText.Of("Invoke-KsefAudit").Remark(UiText.Of("again later", "ponownie, później"))
        );

    internal static KsefAuditFinding NotAsked(string why) =>
        Of(
            nameof(FindingCode.Unreachable),
            FindingSeverity.Unknown,
            UiText.Of($"Not asked: {why}", $"Nie zapytano: {why}"),
            remedy: null
        );

    internal static KsefAuditFinding Unreadable(string path, string why) =>
        Of(ClientUnreadable, FindingSeverity.Unknown, why, CommandText.Of("Invoke-Item").With("LiteralPath", path));

    internal static KsefAuditFinding Failed(string why) =>
        Of(
            PartFailed,
            FindingSeverity.Unknown,
            UiText.Of($"This part of the audit could not be done: {why}", $"Tej części nie sprawdzono: {why}"),
            CommandText.Of("Invoke-KsefAudit").Remark(UiText.Of("again later", "ponownie, później"))
        );

    /// <summary>A finding of the audit of credentials, with whose turn it is.</summary>
    internal static KsefAuditFinding Of(KsefFinding finding) =>
        new(
            finding.Code.ToString(),
            finding.Severity,
            finding.Message,
            ActorTable.Of(finding.Code.ToString()),
            finding.Remedy
        );

    /// <summary>A finding of the lint, with whose turn it is.</summary>
    internal static KsefAuditFinding Of(KsefOfficeIssue issue) =>
        Of(issue.Code.ToString(), issue.Severity, issue.Message, issue.Remedy);

    private static KsefAuditFinding Of(string code, FindingSeverity severity, string message, string? remedy) =>
        new(code, severity, PlainText.Line(message), ActorTable.Of(code), remedy);

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}

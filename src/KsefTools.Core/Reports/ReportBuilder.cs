using System.Globalization;
using System.Text.Json.Nodes;
using KsefTools.Core.Reports.Calendar;
using KsefTools.Core.Reports.Data;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports;

/// <summary>From a run to what its page shows.</summary>
internal sealed class ReportBuilder
{
    private readonly ReportSource _source;
    private readonly List<Client> _clients;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public ReportBuilder(ReportSource source)
    {
        _source = source;
        _clients =
        [
            .. source
                .Run.Results.Where(result => result.Area is AuditArea.Credential)
                .GroupBy(KeyOf, StringComparer.Ordinal)
                .Select(group => new Client(group.Key, [.. group]))
                .OrderBy(client => client.Results[0].Name, StringComparer.CurrentCulture)
                .ThenBy(client => client.Key, StringComparer.Ordinal),
        ];
        for (var place = 0; place < _clients.Count; place++)
            _places[_clients[place].Key] = place;
    }

    public ReportData Build()
    {
        var run = _source.Run;
        var counts = Counts(run);
        var before = _source.Previous is { } previous ? Counts(previous) : null;
        var changes = _source.Changes;
        return new ReportData
        {
            Lang = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "pl" ? "pl" : "en",
            Run = new(run.RunId, run.Tool, (int)run.Outcome, run.Reason, run.StartedAt, _source.Previous?.RunId),
            Counts = counts,
            Deltas = before is null ? null : [.. counts.Select((count, status) => count - before[status])],
            Texts = new(),
            Titles = AllFindings()
                .Select(finding => finding.Code)
                .Concat(changes.Select(change => change.Code))
                .Distinct(StringComparer.Ordinal)
                .ToDictionary(code => code, FindingTitles.Of, StringComparer.Ordinal),
            Codes =
            [
                .. _clients
                    .SelectMany(Findings)
                    .Where(finding => finding.Severity is not FindingSeverity.Information)
                    .GroupBy(finding => finding.Code, StringComparer.Ordinal)
                    .OrderByDescending(group => group.Max(finding => finding.Severity))
                    .ThenByDescending(group => group.Count())
                    .Select(group => group.Key),
            ],
            Clients = [.. _clients.Select(ToClient)],
            Tasks = [.. Tasks()],
            Changes =
            [
                .. changes.Select(change => new ReportChange(
                    (int)change.Change,
                    change.Code,
                    change.Name,
                    PlaceOf(change.Nip)
                )),
            ],
            Calendar =
            [
                .. RunCalendar
                    .Of(run, _source.Deadlines)
                    .Select(end => new ReportEnd(
                        LocalTime.Day(DateOnly.FromDateTime(end.Day)),
                        end.Text,
                        end.Name,
                        [.. end.Nips.Select(PlaceOf).OfType<int>()]
                    )),
            ],
            Quotas =
            [
                .. run
                    .Results.Where(result => result is { Area: AuditArea.Quota, Remaining: not null })
                    .Select(result => new ReportQuota(result.Name, result.Remaining ?? 0, result.Limit ?? 0)),
            ],
            Access = run.Access is { } access ? new AccessTable(PlaceOf).Of(access) : null,
            Past = [.. _source.Past.Select(past => past.StartedAt)],
        };
    }

    /// <summary>Whether something wants to be done this week.</summary>
    internal static bool IsUrgent(KsefAuditResult result, KsefAuditFinding finding, DateTimeOffset now) =>
        finding.Severity >= FindingSeverity.Unknown
        || finding.Code is nameof(FindingCode.GrantArrived)
        || (finding.Code is nameof(FindingCode.CertificateExpires) && result.ValidTo < now.AddDays(7));

    private static string KeyOf(KsefAuditResult result) => result.Nip ?? result.Path ?? result.Name;

    private int? PlaceOf(string? nip) => nip is not null && _places.TryGetValue(nip, out var place) ? place : null;

    private static int[] Counts(RunRecord run)
    {
        var counts = new int[4];
        foreach (
            var client in run
                .Results.Where(result => result.Area is AuditArea.Credential)
                .GroupBy(KeyOf, StringComparer.Ordinal)
        )
            counts[(int)client.Max(result => result.Status)]++;
        return counts;
    }

    private IEnumerable<KsefAuditFinding> AllFindings() => _source.Run.Results.SelectMany(result => result.Findings);

    private IEnumerable<KsefAuditResult> ResultsOf(Client client) =>
        client.Results.Concat(
            _source.Run.Results.Where(result =>
                result.Area is not AuditArea.Credential && result.Nip is not null && result.Nip == client.Key
            )
        );

    private IEnumerable<KsefAuditFinding> Findings(Client client) =>
        ResultsOf(client)
            .SelectMany(result => result.Findings)
            .DistinctBy(finding => (finding.Code, finding.Message))
            .OrderByDescending(finding => finding.Severity);

    private ReportClient ToClient(Client client) =>
        new()
        {
            Nip = client.Results[0].Nip,
            Name = client.Results[0].Name,
            Environment = client.Results[0].Environment,
            Status = (int)client.Results.Max(result => result.Status),
            Findings =
            [
                .. Findings(client)
                    .Select(finding => new JsonArray(
                        finding.Code,
                        (int)finding.Severity,
                        finding.Message,
                        finding.Remedy,
                        (int)finding.Who
                    )),
            ],
            Credentials =
            [
                .. client.Results.Select(result => new ReportCredential
                {
                    Kind = (int?)result.Kind,
                    Secret = result.SecretName,
                    Identity = result.Identity,
                    Reference = result.Reference,
                    Serial = result.SerialNumber,
                    Created = result.CreatedOn,
                    LastUsed = result.LastUsedOn,
                    ValidTo = result.ValidTo,
                    Permissions = result.Permissions,
                }),
            ],
            Granted =
            [
                .. _source
                    .Run.Results.Where(result => result.Area is AuditArea.Permission && result.Nip == client.Key)
                    .SelectMany(result => result.Permissions)
                    .Distinct(StringComparer.Ordinal),
            ],
            Past =
                _source.Past.Count > 1 ? new string([.. History.Value.Select(run => LetterOf(run, client.Key))]) : null,
        };

    private Lazy<IReadOnlyList<Dictionary<string, CredentialStatus>>> History =>
        field ??= new(() =>
            [
                .. _source.Past.Select(run =>
                    run.Results.Where(result => result.Area is AuditArea.Credential)
                        .GroupBy(KeyOf, StringComparer.Ordinal)
                        .ToDictionary(
                            group => group.Key,
                            group => group.Max(result => result.Status),
                            StringComparer.Ordinal
                        )
                ),
            ]
        );

    private static char LetterOf(Dictionary<string, CredentialStatus> run, string client) =>
        run.TryGetValue(client, out var status) ? "hwuc"[(int)status] : '-';

    private IEnumerable<ReportTask> Tasks()
    {
        var now = _source.Run.StartedAt;
        var all =
            from result in _source.Run.Results
            from finding in result.Findings
            let urgent = IsUrgent(result, finding, now)
            where urgent || finding.Severity is not FindingSeverity.Information
            group (result, finding) by (finding.Code, finding.Who, urgent) into task
            let worst = task.MaxBy(pair => pair.finding.Severity).finding
            orderby worst.Severity descending, task.Count() descending
            select (task, worst);
        foreach (var (task, worst) in all)
            yield return new ReportTask
            {
                Code = task.Key.Code,
                Who = (int)task.Key.Who,
                Urgent = task.Key.urgent,
                Severity = (int)worst.Severity,
                Message = worst.Message,
                Clients = [.. task.Select(pair => PlaceOf(pair.result.Nip)).OfType<int>().Distinct().Order()],
                Others =
                [
                    .. task.Where(pair => PlaceOf(pair.result.Nip) is null)
                        .Select(pair => new ReportOther(pair.result.Name, pair.finding.Message, pair.finding.Remedy)),
                ],
            };
    }

    private sealed record Client(string Key, IReadOnlyList<KsefAuditResult> Results);
}

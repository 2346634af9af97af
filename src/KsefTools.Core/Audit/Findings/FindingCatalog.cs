using System.Collections.Frozen;
using static KsefTools.Core.UiText;

namespace KsefTools.Core.Audit.Findings;

/// <summary>
/// The one table of everything an audit can say: severity, sentence and remedy of each <see cref="FindingCode"/>.
/// Its order is the order in which findings of the same severity are listed.
/// </summary>
public static partial class FindingCatalog
{
    private static readonly KeyValuePair<FindingCode, FindingEntry>[] Table =
    [
        .. SecretEntries,
        .. TokenEntries,
        .. PermissionEntries,
        .. HygieneEntries,
        .. AnswerEntries,
        .. CertificateEntries,
    ];

    private static readonly FrozenDictionary<FindingCode, int> Ranks = Table
        .Select((line, rank) => KeyValuePair.Create(line.Key, rank))
        .ToFrozenDictionary();

    /// <summary>Every code with its entry.</summary>
    public static IReadOnlyDictionary<FindingCode, FindingEntry> Entries { get; } = Table.ToFrozenDictionary();

    /// <summary>
    /// What some codes say of a certificate, where the sentence or the remedy of a token would be wrong.
    /// </summary>
    private static readonly FrozenDictionary<FindingCode, FindingEntry> OfCertificates =
        CertificateWordings.ToFrozenDictionary();

    /// <summary>Makes a finding in the language of the session.</summary>
    /// <param name="code">What was found.</param>
    /// <param name="arguments">What fills in sentence and remedy.</param>
    /// <param name="severity">Replaces the table's severity where it depends on a date.</param>
    public static KsefFinding Create(FindingCode code, FindingArguments arguments, FindingSeverity? severity = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var entry =
            arguments.Kind is CredentialKind.Certificate && OfCertificates.TryGetValue(code, out var own)
                ? own
                : Entries[code];
        return new KsefFinding(
            code,
            severity ?? entry.Severity,
            PlainText.Line(entry.Sentence(arguments)),
            entry.Remedy(arguments)
        );
    }

    /// <summary>The findings in the order in which a person should hear them: the most urgent first.</summary>
    public static IEnumerable<KsefFinding> Ordered(IEnumerable<KsefFinding> findings) =>
        findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => Ranks[finding.Code]);

    /// <summary>The status that follows from findings: that of the worst one.</summary>
    public static CredentialStatus StatusOf(IEnumerable<KsefFinding> findings) =>
        findings.Select(finding => finding.Severity).DefaultIfEmpty(FindingSeverity.Information).Max() switch
        {
            FindingSeverity.Information => CredentialStatus.Healthy,
            FindingSeverity.Warning => CredentialStatus.Warning,
            FindingSeverity.Unknown => CredentialStatus.Unknown,
            _ => CredentialStatus.Critical,
        };

    private static KeyValuePair<FindingCode, FindingEntry> Line(
        FindingCode code,
        FindingSeverity severity,
        Func<FindingArguments, string> sentence,
        Func<FindingArguments, string> remedy
    ) => KeyValuePair.Create(code, new FindingEntry(severity, sentence, remedy));

    private static string StoreToken(FindingArguments a, string english, string polish) =>
        CommandText.Of("Set-KsefCredential").With(a.Nip).Remark(Of(english, polish));

    private static CommandText OfClient(string command, FindingArguments a) =>
        CommandText.Of(command).With("Nip", a.Nip);

    /// <summary>A command with the parameter that names whose certificate it is.</summary>
    private static CommandText OfHolder(string command, FindingArguments a) =>
        a.Identity is null ? OfClient(command, a) : CommandText.Of(command).With("Identity", a.Identity);

    private static string TestAgain(FindingArguments a, string english, string polish) =>
        (
            a.IsOfOffice
                ? OfHolder("Test-KsefCertificate", a)
                : OfClient("Get-KsefCredential", a).Literally("| Test-KsefToken")
        ).Remark(Of(english, polish));
}

using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Runs.Parts;

/// <summary>What the parts of one run share.</summary>
internal sealed class RunContext
{
    private readonly ConcurrentDictionary<string, string> _silent = new(StringComparer.Ordinal);
    private Dictionary<ResultKey, KsefAuditResult> _before = [];

    public required OfficeFolder Office { get; init; }

    public required ISecretVault Vault { get; init; }

    public required KsefSessions Sessions { get; init; }

    public required TimeProvider Time { get; init; }

    public required RunOptions Options { get; init; }

    /// <summary>Told what costs no result.</summary>
    public required Action<string> Warn { get; init; }

    /// <summary>Who has access where, as far as the run has come; null where it does not look.</summary>
    public AccessRecord? Access { get; set; }

    /// <summary>How the run ends, unless it is cut off, and why.</summary>
    public (AuditOutcome Outcome, string? Reason) Ending { get; set; } = (AuditOutcome.Completed, null);

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Why an environment is not asked; null where it is.</summary>
    public string? SilenceOf(string environment) => _silent.GetValueOrDefault(environment);

    public void Silence(string environment, string why) => _silent[environment] = why;

    /// <summary>The run that this one is compared with.</summary>
    public RunRecord? Previous
    {
        get;
        set
        {
            field = value;
            _before = (value?.Results ?? [])
                .GroupBy(ResultKey.Of)
                .ToDictionary(group => group.Key, group => group.First());
        }
    }

    /// <summary>What the run before said of the same thing.</summary>
    public KsefAuditResult? Before(KsefAuditResult result) => _before.GetValueOrDefault(ResultKey.Of(result));

    public IReadOnlyList<KsefCredential> CredentialsOf(IReadOnlyList<ProfileReadResult> files) =>
        [
            .. files
                .Select(file => file.Profile)
                .OfType<ClientProfile>()
                .SelectMany(profile => profile.ToCredentialsInUse(Office)),
        ];

    /// <summary>Why something failed; a message only where it is known to hold no secret.</summary>
    public static string Why(Exception? failure) =>
        failure switch
        {
            null => UiText.Of("the run ended before.", "audyt skończył się wcześniej."),
            KsefApiException or SignInException or CertificateCareException or PermissionException => failure.Message,
            EnrolmentException => failure.Message,
            _ => Troubles.Reason(failure),
        };
}

using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion;

/// <summary>What all clients of one run share.</summary>
internal sealed record ConversionScene : IDisposable
{
    public required OfficeFolder Office { get; init; }

    public required ISecretVault Vault { get; init; }

    public required KsefSessions Sessions { get; init; }

    public required TimeProvider Time { get; init; }

    public required ConversionOptions Options { get; init; }

    /// <summary>Certificates and tokens beside those that are converted. Owns the keys.</summary>
    public required ClientSessions Credentials { get; init; }

    /// <summary>The identity that is to serve the clients.</summary>
    public required ConversionIdentity Identity { get; init; }

    /// <summary>
    /// The office's seal: the identity itself, or the one through which an employee acts; null where there is none.
    /// </summary>
    public ConversionIdentity? Seal { get; init; }

    /// <summary>What clients have granted the seal; null where there is no seal.</summary>
    public ReceivedGrants? Grants { get; init; }

    /// <summary>
    /// The clients' files as they were when the run began, by NIP; of two files of one client, the first.
    /// </summary>
    public required IReadOnlyDictionary<string, ClientProfile> Profiles { get; init; }

    /// <summary>Interrupted runs, by what they did and for which client.</summary>
    public required OpenOperations Open { get; init; }

    /// <summary>Who else lives by which token.</summary>
    public required TokenHolders Holders { get; init; }

    /// <summary>Lets secrets of this run go.</summary>
    public required SecretReleases Releases { get; init; }

    /// <summary>The office's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetLocalNow().DateTime);

    /// <summary>How patiently to wait for a grant.</summary>
    public PermissionOptions Patience =>
        new()
        {
            PollDelay = Options.PollDelay,
            MaxPollDelay = Options.MaxPollDelay,
            MaxWait = Options.MaxWait,
        };

    /// <summary>The pauses of one wait.</summary>
    public Pauses Pauses() => new(Options.PollDelay, Options.MaxPollDelay, Options.MaxWait, Time);

    /// <summary>
    /// The first day on which a token that was retired on a day may be revoked; null where that was not asked for.
    /// </summary>
    public DateOnly? RevokeOn(DateOnly? retiredOn) => Options.RevokeToken ? retiredOn?.Later(Options.AfterDays) : null;

    /// <summary>Whether a client who was moved before has a token that is to go now.</summary>
    public bool IsRevocationDue(ClientPlan plan) =>
        plan.End.Outcome is ConversionOutcome.AlreadyConverted
        && IsServedByOurs(plan.End)
        && RevokeOn(plan.FirstRetiredOn) <= Today;

    /// <summary>Whether it is this run's identity that serves the client: no other one can be proven by it.</summary>
    public bool IsServedByOurs(ClientEnd end) =>
        end.ServedBy is null || OfficeIdentity.Names.Equals(end.ServedBy, Identity.Name);

    public void Dispose() => Credentials.Dispose();
}

using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tokens.Making;

/// <summary>What all tokens of one run share.</summary>
internal sealed record TokenScene
{
    public required OfficeFolder Office { get; init; }

    public required ISecretVault Vault { get; init; }

    public required KsefSessions Sessions { get; init; }

    public required TimeProvider Time { get; init; }

    public required TokenOptions Options { get; init; }

    /// <summary>Interrupted runs, by what they did and with what.</summary>
    public required OpenOperations Open { get; init; }

    /// <summary>Who else lives by which token.</summary>
    public required TokenHolders Holders { get; init; }

    /// <summary>Lets secrets of this run go.</summary>
    public required SecretReleases Releases { get; init; }

    /// <summary>Keeps tokens of this run.</summary>
    public required TokenStoring Storing { get; init; }

    /// <summary>The office's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetLocalNow().DateTime);

    /// <summary>Looks at an office once, for a run.</summary>
    /// <exception cref="OfficeFolderException">The journal cannot be read; nothing was done.</exception>
    public static TokenScene Of(
        OfficeFolder office,
        ISecretVault vault,
        KsefSessions sessions,
        TimeProvider time,
        TokenOptions options
    ) =>
        new()
        {
            Office = office,
            Vault = vault,
            Sessions = sessions,
            Time = time,
            Options = options,
            Releases = new SecretReleases(office, vault),
            Storing = new TokenStoring(office, vault),
            Open = new OpenOperations(office, [OperationKind.Generation, OperationKind.Rotation, OperationKind.Ending]),
            Holders = new TokenHolders(office),
        };

    /// <summary>The pauses of one wait.</summary>
    public Pauses Pauses() => new(Options.PollDelay, Options.MaxPollDelay, Options.MaxWait, Time);

    /// <summary>
    /// The lock of a client's credentials, a conversion's as well: what serves a client is changed by one process.
    /// </summary>
    public SubjectLock? TryLock(KsefEnvironment environment, ClientProfile profile) =>
        SubjectLock.TryTake(Office, OperationKind.Conversion.Name, $"{environment.Name} {profile.Nip}");
}

using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Office;
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
    public required CredentialSessions Credentials { get; init; }

    /// <summary>Who shall serve the clients.</summary>
    public required ConversionIdentity Identity { get; init; }

    /// <summary>The office's seal: the identity itself, or the one through which an employee acts; null where there is none.</summary>
    public ConversionIdentity? Seal { get; init; }

    /// <summary>What clients have granted the seal; null where there is no seal.</summary>
    public ReceivedGrants? Grants { get; init; }

    /// <summary>Interrupted runs, by what they did and for whom.</summary>
    public required OpenRecords Records { get; init; }

    /// <summary>Who else lives by which token.</summary>
    public required TokenHolders Holders { get; init; }

    /// <summary>The office's day.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Time.GetLocalNow().DateTime);

    /// <summary>The pauses of one wait.</summary>
    public Pauses Pauses() => new(Options.PollDelay, Options.MaxPollDelay, Options.MaxWait, Time);

    public void Dispose() => Credentials.Dispose();
}

using System.Security.Cryptography;

namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>How patiently to wait for a certificate.</summary>
public sealed record EnrolmentOptions
{
    /// <summary>The pause after the first "in progress"; later ones are longer by half each.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait in one run. KSeF has been seen to take 30 minutes: a later run goes on.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long after a request whose answer was lost KSeF may still have to show it. Only then does an untouched quota
    /// prove that it never arrived.
    /// </summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After this, a lost request that spent a quota, as it seemed, but brought no certificate counts as failed:
    /// another program of the same identity may have spent it. The next request is for the same key, which KSeF
    /// certifies once.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A renewal that is due within this time is looked at: would it fit into the quotas?</summary>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Makes what tells one run from all others: a few lower-case hexadecimal digits.</summary>
    public Func<string> NewTag { get; init; } = static () => RandomNumberGenerator.GetHexString(8, lowercase: true);
}

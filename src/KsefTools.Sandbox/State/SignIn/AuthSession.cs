using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State.SignIn;

/// <summary>An authentication operation, and the session it becomes once its tokens are redeemed.</summary>
public sealed class AuthSession
{
    private readonly Lock gate = new();
    private readonly SignInVerdict verdict;
    private readonly SandboxClock clock;
    private int pollsLeft;
    private bool isRedeemed;
    private bool isRevoked;
    private DateTimeOffset? lastRefresh;
    private DateTimeOffset? refreshValidUntil;

    internal AuthSession(SignInVerdict verdict, SandboxClock clock, int pollsInProgress = 0)
    {
        this.verdict = verdict;
        this.clock = clock;
        pollsLeft = pollsInProgress;
    }

    public required string ReferenceNumber { get; init; }

    public required ContextIdentifier Context { get; init; }

    public required SubjectIdentifier Subject { get; init; }

    public required SignInCategory Category { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    /// <summary>The token that opened it; null for another category, or where the token was not recognised.</summary>
    public string? TokenReference { get; init; }

    /// <summary>What it waits for: a token that is about to be active; null: nothing.</summary>
    internal Underway? Awaits { get; init; }

    /// <summary>
    /// Whose signature opened it; null for another category, and for a session that a control request opened.
    /// </summary>
    internal Signer? Signer { get; init; }

    /// <summary>Where its access tokens may be used from; null: anywhere.</summary>
    internal IReadOnlyList<Ip4Range>? AllowedIps { get; init; }

    public bool IsRedeemed
    {
        get
        {
            lock (gate)
                return isRedeemed;
        }
    }

    public bool IsRevoked
    {
        get
        {
            lock (gate)
                return isRevoked;
        }
    }

    public DateTimeOffset? LastTokenRefreshDate
    {
        get
        {
            lock (gate)
                return lastRefresh;
        }
    }

    public DateTimeOffset? RefreshTokenValidUntil
    {
        get
        {
            lock (gate)
                return refreshValidUntil;
        }
    }

    /// <summary>What the operation's status is now, without counting as a poll.</summary>
    internal SignInVerdict Peek()
    {
        lock (gate)
            return Current();
    }

    /// <summary>What a poll sees; the operation comes one poll nearer to its end.</summary>
    internal SignInVerdict Poll()
    {
        lock (gate)
        {
            var seen = Current();
            if (pollsLeft > 0)
                pollsLeft--;
            return seen;
        }
    }

    /// <summary>Takes the one chance to redeem.</summary>
    /// <returns>False when the tokens were redeemed before.</returns>
    internal bool TryRedeem(DateTimeOffset refreshUntil)
    {
        lock (gate)
        {
            if (isRedeemed)
                return false;
            isRedeemed = true;
            refreshValidUntil = refreshUntil;
            return true;
        }
    }

    /// <summary>Open, and its refresh token not past its time; an operation that failed never was a session.</summary>
    internal bool IsActive(DateTimeOffset now)
    {
        lock (gate)
        {
            return !isRevoked
                && verdict == SignInVerdicts.Success
                && (refreshValidUntil is null || refreshValidUntil > now);
        }
    }

    internal void NoteRefresh(DateTimeOffset now)
    {
        lock (gate)
            lastRefresh = now;
    }

    internal void Revoke()
    {
        lock (gate)
            isRevoked = true;
    }

    private SignInVerdict Current()
    {
        if (isRevoked)
            return SignInVerdicts.RevokedByUser;
        return pollsLeft > 0 || Awaits?.IsOver(clock) == false ? SignInVerdicts.InProgress : verdict;
    }
}

using System.Collections.Concurrent;

namespace KsefTools.Sandbox.State.SignIn;

/// <summary>Challenges and authentication operations of one environment.</summary>
public sealed class SessionStore
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> challenges = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AuthSession> sessions = new(StringComparer.Ordinal);

    public IEnumerable<AuthSession> All => sessions.Values;

    public AuthSession? Find(string referenceNumber) => sessions.GetValueOrDefault(referenceNumber);

    internal void Add(AuthSession session) => sessions[session.ReferenceNumber] = session;

    internal void AddChallenge(string challenge, DateTimeOffset issued) => challenges[challenge] = issued;

    /// <summary>Takes a challenge out, so that it works once.</summary>
    /// <returns>When it was issued; null when unknown or used.</returns>
    internal DateTimeOffset? TakeChallenge(string challenge) =>
        challenges.TryRemove(challenge, out var issued) ? issued : null;

    internal void Clear()
    {
        challenges.Clear();
        sessions.Clear();
    }
}

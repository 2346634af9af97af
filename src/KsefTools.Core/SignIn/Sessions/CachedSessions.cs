namespace KsefTools.Core.SignIn.Sessions;

/// <summary>The cache's content: sessions by key.</summary>
/// <param name="Version">Another one is not read.</param>
/// <param name="Sessions">By <see cref="SessionKey"/>.</param>
internal sealed record CachedSessions(int Version, IReadOnlyDictionary<string, CachedSession> Sessions);

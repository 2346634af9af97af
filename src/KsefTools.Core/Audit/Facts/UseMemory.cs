namespace KsefTools.Core.Audit.Facts;

/// <summary>What is remembered between audits to tell our own use of a token from that of others.</summary>
/// <param name="SignedInAt">Our last sign-in with the token itself.</param>
/// <param name="ByOthers">The last use that was not ours.</param>
/// <param name="WatchedSince">See <see cref="TokenUse.WatchedSince"/>.</param>
public sealed record UseMemory(DateTimeOffset? SignedInAt, DateTimeOffset? ByOthers, DateTimeOffset? WatchedSince);

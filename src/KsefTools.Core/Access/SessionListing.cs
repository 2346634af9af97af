namespace KsefTools.Core.Access;

/// <summary>The sessions that KSeF showed one credential's session, or why it did not.</summary>
/// <param name="Credential">Whose session was used.</param>
/// <param name="Sessions">Those of its subject at the client; empty after a failure.</param>
/// <param name="Failure">What went wrong; its message holds no secret. Null where the list was read.</param>
public sealed record SessionListing(
    KsefCredential Credential,
    IReadOnlyList<KsefOpenSession> Sessions,
    Exception? Failure
);

namespace KsefTools.Core.Permissions.Inventory;

/// <summary>What KSeF showed of one client's permissions, or why it did not.</summary>
/// <param name="Credential">One of the client's.</param>
/// <param name="Permissions">What its sessions may see; empty after a failure.</param>
/// <param name="SawAll">Whether a session could see everybody's, not only its own.</param>
/// <param name="Failure">What went wrong; its message holds no secret. Null where any session could look.</param>
public sealed record PermissionListing(
    KsefCredential Credential,
    IReadOnlyList<KsefPermission> Permissions,
    bool SawAll,
    Exception? Failure
);

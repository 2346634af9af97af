namespace KsefTools.Core.Permissions;

/// <summary>
/// KSeF did not grant or revoke, or has not finished. Its text is for a person; what KSeF wrote is in
/// <see cref="Details"/>.
/// </summary>
public sealed class PermissionException(PermissionFailure failure, int? status, string message) : Exception(message)
{
    public PermissionFailure Failure { get; } = failure;

    /// <summary>The operation's status (400 to 550), or null where KSeF refused to begin it.</summary>
    public int? Status { get; } = status;

    /// <summary>What KSeF wrote about the cause, in Polish most often.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The operation's number, by which KSeF can be asked again for 30 days.</summary>
    public string? ReferenceNumber { get; init; }

    /// <summary>Whether another session of the same context may be let do what this one was not.</summary>
    public bool IsAboutSession => Failure is PermissionFailure.CallerLacksRights or PermissionFailure.MethodNotAllowed;
}

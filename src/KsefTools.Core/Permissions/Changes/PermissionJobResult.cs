namespace KsefTools.Core.Permissions.Changes;

/// <summary>The outcome of a job: either a change or a failure.</summary>
/// <param name="Job">The job.</param>
/// <param name="Change">The outcome; null after a failure.</param>
/// <param name="Failure">Why nothing was changed, or it is not known; its message holds no secret.</param>
public sealed record PermissionJobResult(PermissionJob Job, KsefPermissionChange? Change, Exception? Failure)
{
    /// <summary>What failed after the change was made, for a person; null for nothing.</summary>
    public string? Warning { get; init; }
}

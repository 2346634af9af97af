namespace KsefTools.Core.Permissions.Changes;

/// <summary>What a job that grants would do.</summary>
/// <param name="Job">The job.</param>
/// <param name="Missing">What KSeF does not list yet, so that it would be granted.</param>
/// <param name="Failure">Why that is not known; null where it is. Its message holds no secret.</param>
public sealed record PermissionOutlook(PermissionJob Job, IReadOnlyList<string> Missing, Exception? Failure);

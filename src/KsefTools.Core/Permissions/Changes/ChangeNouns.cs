using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>What became of a job as the object that a script sees.</summary>
internal static class ChangeNouns
{
    public static KsefPermissionChange Of(PermissionJob job, GrantResult result) =>
        Draft(job, result.Outcome) with
        {
            ReferenceNumber = result.ReferenceNumber,
            Reason =
                result.Outcome is PermissionChangeOutcome.NotThere ? PermissionSentences.NotThere
                : result.IsInactive ? PermissionSentences.Inactive
                : "",
        };

    public static KsefPermissionChange InProgress(PermissionJob job, PermissionException open) =>
        Draft(job, PermissionChangeOutcome.InProgress) with
        {
            ReferenceNumber = open.ReferenceNumber,
            Reason = open.Message,
        };

    public static KsefPermissionChange Busy(PermissionJob job) =>
        Draft(job, PermissionChangeOutcome.Busy) with
        {
            Reason = PermissionSentences.Busy,
        };

    public static CredentialException NoCredential(PermissionJob job) =>
        new(
            CredentialFailure.NotNamed,
            UiText.Of(
                $"{job.Context.Value} ({job.Name}) has no credential to sign in with.",
                $"{job.Context.Value} ({job.Name}) nie ma poświadczenia, którym można się zalogować."
            )
        );

    private static KsefPermissionChange Draft(PermissionJob job, PermissionChangeOutcome outcome) =>
        new()
        {
            Nip = job.Context.Value,
            Name = job.Name,
            Environment = job.Environment.Name,
            Outcome = outcome,
            SubjectType = job.Order?.Subject.Type ?? job.Revoked?.SubjectType,
            Subject = job.Order?.Subject.Value ?? job.Revoked?.Subject,
            SubjectName = job.Order?.SubjectName ?? job.Revoked?.SubjectName,
            Permissions = new TextList<string>(
                job.Order?.Permissions ?? (job.Revoked is { } revoked ? [revoked.Permission] : [])
            ),
            CanDelegate = job.Order?.CanDelegate ?? false,
            Target = job.Order?.Target is { } target ? target.Value ?? target.Type : job.Revoked?.Target,
            Id = job.PermissionId,
            OfficePath = job.Office.Path,
        };
}

using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Runs.Parts;

/// <summary>What the audit, the lint and the profiles say, as a run tells it.</summary>
internal static class RunNouns
{
    public static KsefAuditResult Of(KsefTokenTestResult result, AuditArea area) =>
        new()
        {
            Area = area,
            Nip = area is AuditArea.Identity ? null : result.Nip,
            Name = area is AuditArea.Identity ? result.Identity ?? result.Name : result.Name,
            Environment = result.Environment,
            Status = result.Status,
            Findings = new(result.Findings.Select(RunFindings.Of)),
            Kind = result.Kind,
            Identity = result.Identity,
            SecretName = result.SecretName,
            Vault = result.Vault,
            Reference = result.Reference,
            SerialNumber = result.SerialNumber,
            Permissions = result.Permissions,
            CreatedOn = result.CreatedOn,
            LastUsedOn = result.LastUsedOn,
            ValidTo = result.ValidTo,
            TestedAt = result.TestedAt,
            Path = result.Path,
            OfficePath = result.OfficePath,
        };

    /// <summary>A credential that was not tested.</summary>
    public static KsefAuditResult NotTested(
        KsefCredential credential,
        AuditArea area,
        KsefAuditFinding finding,
        DateTimeOffset now
    ) =>
        new()
        {
            Area = area,
            Nip = area is AuditArea.Identity ? null : credential.Nip,
            Name = area is AuditArea.Identity ? credential.Identity ?? credential.Name : credential.Name,
            Environment = credential.Environment,
            Status = CredentialStatus.Unknown,
            Findings = new([finding]),
            Kind = credential.Kind,
            Identity = credential.Identity,
            SecretName = credential.SecretName,
            Vault = credential.Vault,
            Reference = credential.Reference,
            SerialNumber = credential.SerialNumber,
            TestedAt = now,
            Path = credential.Path,
            OfficePath = credential.OfficePath,
        };

    /// <summary>A client whose file cannot be read: what the file is about is not known.</summary>
    public static KsefAuditResult Unreadable(ProfileReadResult file, string officePath, DateTimeOffset now) =>
        new()
        {
            Area = AuditArea.Credential,
            Nip = file.Nip,
            Name = Path.GetFileName(file.Path),
            Status = CredentialStatus.Unknown,
            Findings = new([
                RunFindings.Unreadable(file.Path, file.Problems.Count > 0 ? file.Problems[0].Message : file.Path),
            ]),
            TestedAt = now,
            Path = file.Path,
            OfficePath = officePath,
        };

    public static KsefAuditResult Of(
        KsefOfficeIssue issue,
        Func<string, string?> nameOf,
        string officePath,
        DateTimeOffset now
    )
    {
        var finding = RunFindings.Of(issue);
        return new()
        {
            Area = issue.Code is OfficeIssueCode.InterruptedRun ? AuditArea.Operation : AuditArea.File,
            Nip = issue.Nip,
            Name =
                (issue.Nip is { } nip ? nameOf(nip) : null)
                ?? (issue.Path is { } path ? Path.GetFileName(path) : issue.SecretName ?? Path.GetFileName(officePath)),
            Status = RunVerdict.StatusOf([finding]),
            Findings = new([finding]),
            SecretName = issue.SecretName,
            TestedAt = now,
            Path = issue.Path,
            OfficePath = officePath,
        };
    }
}

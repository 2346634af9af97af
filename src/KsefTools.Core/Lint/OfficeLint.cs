using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Lint;

/// <summary>
/// Looks through an office's files and vaults for what is wrong, odd, or left over. Changes nothing, asks no KSeF.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">The vaults; each is listed once, and no secret is read.</param>
/// <param name="allowed">Where anything may be sent; null for the Ministry's environments and loopback.</param>
public sealed class OfficeLint(OfficeFolder office, ISecretVault vault, AllowedEnvironments? allowed = null)
{
    /// <summary>All issues, in the order of files and lines; those about no file come last.</summary>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    public async Task<IReadOnlyList<KsefOfficeIssue>> RunAsync(CancellationToken cancellationToken)
    {
        var files = office.Profiles.ReadAll(cancellationToken: cancellationToken);
        var issues = new List<KsefOfficeIssue>();
        issues.AddRange(office.Warnings.Select(problem => ToIssue(problem)));
        issues.AddRange(files.SelectMany(file => file.Problems.Select(problem => ToIssue(problem, file.Nip))));
        issues.AddRange(ProfileChecks.Run(office, files));
        issues.AddRange(EnvironmentChecks.Run(office, files, allowed ?? AllowedEnvironments.BuiltIn));
        issues.AddRange(FileChecks.Run(office, files));
        issues.AddRange(await new VaultChecks(office, vault).RunAsync(files, cancellationToken).ConfigureAwait(false));
        return
        [
            .. issues
                .Select(issue => issue with { Message = PlainText.Line(issue.Message), OfficePath = office.Path })
                .OrderBy(issue => issue.Path is null)
                .ThenBy(issue => issue.Path, StringComparer.Ordinal)
                .ThenBy(issue => issue.Line ?? 0)
                .ThenBy(issue => issue.Column ?? 0),
        ];
    }

    /// <summary>A file's problem as a script sees it; also for an office.yaml that cannot be opened at all.</summary>
    public static KsefOfficeIssue ToIssue(OfficeFileProblem problem, string? nip = null) =>
        new()
        {
            Code = problem.Code,
            Severity = problem.Severity,
            Message = problem.Message,
            Remedy = problem.Remedy ?? Command.Edit(problem.Path),
            Nip = nip,
            Path = problem.Path,
            Line = problem.Line,
            Column = problem.Column,
        };
}

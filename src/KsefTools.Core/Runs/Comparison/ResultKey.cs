namespace KsefTools.Core.Runs.Comparison;

/// <summary>
/// By what a result of one run is the same thing as a result of another. A profile's place is not among it: an office
/// may be moved, and a secret be renewed under its name.
/// </summary>
internal readonly record struct ResultKey(AuditArea Area, string Who, string? Environment, string? What)
{
    public static ResultKey Of(KsefAuditResult result) =>
        new(
            result.Area,
            result.Nip ?? result.Name,
            result.Environment,
            result.Area switch
            {
                AuditArea.Credential => result.Identity ?? result.SecretName,
                AuditArea.File or AuditArea.Operation => result.SecretName ?? Path.GetFileName(result.Path),
                AuditArea.Quota => result.Name,
                _ => null,
            }
        );
}

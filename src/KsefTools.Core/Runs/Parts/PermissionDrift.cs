namespace KsefTools.Core.Runs.Parts;

/// <summary>What somebody may do, against the run before.</summary>
internal static class PermissionDrift
{
    /// <summary>Null where nothing differs, and where one of the two is not known.</summary>
    public static KsefAuditFinding? Of(string nip, IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        if (before.Count == 0)
            return null;
        var lost = before.Except(now, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var gained = now.Except(before, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return lost.Count + gained.Count == 0 ? null : RunFindings.Changed(nip, lost, gained);
    }

    /// <summary>The result with one finding more, in its place by urgency.</summary>
    public static KsefAuditResult With(this KsefAuditResult result, KsefAuditFinding finding)
    {
        var findings = result.Findings.Append(finding).OrderByDescending(one => one.Severity).ToList();
        return result with { Findings = new(findings), Status = RunVerdict.StatusOf(findings) };
    }
}

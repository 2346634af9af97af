using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Audit.Rules;

namespace KsefTools.Core.Audit.Running;

/// <summary>From facts and findings to what a script sees and what the next audit remembers.</summary>
internal static class ResultMaker
{
    public static KsefTokenTestResult Of(TokenFacts facts, IReadOnlyList<KsefFinding> findings) =>
        new()
        {
            Nip = facts.Credential.Nip,
            Name = facts.Credential.Name,
            Environment = facts.Credential.Environment,
            Kind = facts.Credential.Kind,
            Status = FindingCatalog.StatusOf(findings),
            Findings = new TextList<KsefFinding>(findings),
            Permissions = new TextList<string>(facts.Effective?.Names ?? []),
            Reference = facts.Reference?.Value ?? facts.Credential.Reference,
            SecretName = facts.Credential.SecretName,
            Vault = facts.Credential.Vault,
            CreatedOn = facts.Own?.CreatedOn,
            LastUsedOn = facts.Use.ByOthers,
            EndsOn = facts.Secret is SecretState.Present ? TokenEnd.Of(facts.Policy).ByLaw : null,
            SignIn = facts.SignInKind,
            TestedAt = facts.Now,
            Path = facts.Credential.Path,
            OfficePath = facts.Credential.OfficePath,
        };

    /// <summary>A certificate among tokens is not dropped: its result says that this command did not test it.</summary>
    public static KsefTokenTestResult OfCertificate(TokenFacts facts) =>
        Of(facts with { Secret = SecretState.NotNamed }, [FindingCatalog.NotAToken(facts.Arguments)]);

    public static Observation ToObservation(TokenFacts facts, KsefTokenTestResult result, UseMemory? memory) =>
        new()
        {
            Status = result.Status,
            TestedAt = result.TestedAt,
            Findings = [.. result.Findings.Select(finding => finding.Code)],
            Reference = result.Reference,
            Use = new UseMemory(
                facts.SignedInAt ?? memory?.SignedInAt,
                facts.Use.ByOthers ?? memory?.ByOthers,
                facts.Use.WatchedSince ?? memory?.WatchedSince
            ),
        };
}

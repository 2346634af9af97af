using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;

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
            CreatedOn = facts.Own?.DateCreated,
            LastUsedOn = facts.Use.ByOthers,
            EndsOn = facts.Secret is SecretState.Present ? ((DateOnly?)TokenEnd.Of(facts.Policy).ByLaw).ToNoun() : null,
            SignIn = facts.SignInKind,
            TestedAt = facts.Now,
            Path = facts.Credential.Path,
            OfficePath = facts.Credential.OfficePath,
        };

    public static KsefTokenTestResult Of(CertificateFacts facts, IReadOnlyList<KsefFinding> findings) =>
        new()
        {
            Nip = facts.Credential.Nip,
            Name = facts.Credential.Name,
            Environment = facts.Credential.Environment,
            Kind = CredentialKind.Certificate,
            Status = FindingCatalog.StatusOf(findings),
            Findings = new TextList<KsefFinding>(findings),
            Permissions = new TextList<string>(facts.Effective?.Names ?? []),
            Identity = facts.Credential.Identity,
            SerialNumber = facts.Certificate?.SerialNumber ?? facts.Credential.SerialNumber,
            ValidTo = facts.Certificate?.ValidTo,
            SecretName = facts.Credential.SecretName,
            Vault = facts.Credential.Vault,
            CreatedOn = facts.Certificate?.ValidFrom,
            SignIn = facts.SignInKind,
            TestedAt = facts.Now,
            Path = facts.Credential.Path,
            OfficePath = facts.Credential.OfficePath,
        };

    /// <summary>
    /// Of a certificate only the verdict is remembered: KSeF's word on its use is not spoilt by ours.
    /// </summary>
    public static Observation ToObservation(KsefTokenTestResult result) =>
        new()
        {
            Status = result.Status,
            TestedAt = result.TestedAt,
            Findings = [.. result.Findings.Select(finding => finding.Code)],
        };

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

using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Audit.Running;

/// <summary>One certificate as one client uses it, from what the vault gave to its verdict.</summary>
internal sealed class CertificateTrial(AuditOptions options, ICertificateQuestions questions, TimeProvider time)
{
    private readonly Dictionary<string, CertificateIdentity> _identities = (options.Office?.Identities ?? [])
        .DistinctBy(identity => identity.Name, OfficeIdentity.Names)
        .ToDictionary(identity => identity.Name, identity => identity.ToCertificateIdentity(), OfficeIdentity.Names);

    /// <summary>The verdict, whatever breaks on its way.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<KsefTokenTestResult> TestAsync(
        KsefCredential credential,
        SecretLookup secret,
        CancellationToken cancellationToken
    )
    {
        var facts = new CertificateFacts
        {
            Credential = credential,
            Policy = options.Policy,
            Now = time.GetUtcNow(),
            Secret = secret.State,
            SecretProblem = secret.Problem,
            Silence = secret.Silence?.Failure,
            Certificate = secret.Material?.Details,
            IsOfOffice = credential.Identity is not null && credential.Nip == options.Office?.Nip.Value,
            ExpectedIdentity =
                credential.Identity is { } name && _identities.TryGetValue(name, out var expected) ? expected : null,
        };
        try
        {
            if (secret.Material is { } material)
                facts = await questions.AskAsync(facts, material, cancellationToken) with { Now = time.GetUtcNow() };
            return Conclude(facts);
        }
        catch (Exception exception) when (!cancellationToken.Explains(exception))
        {
            // As with tokens: a fault of ours is that client's result, and its message might quote a secret.
            var trouble = new AuditTrouble(FindingCode.Unreachable, Troubles.Unexpected(exception));
            return Conclude(facts with { Trouble = trouble });
        }
    }

    private static KsefTokenTestResult Conclude(CertificateFacts facts) =>
        ResultMaker.Of(facts, CertificateRules.Judge(facts));
}

using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Keys;

namespace KsefTools.Core.Audit.Running;

/// <summary>What certificate, vault and files tell is all: no network.</summary>
internal sealed class NoQuestions : ICertificateQuestions
{
    /// <inheritdoc/>
    public Task<CertificateFacts> AskAsync(
        CertificateFacts facts,
        KeyMaterial material,
        CancellationToken cancellationToken
    ) => Task.FromResult(facts);
}

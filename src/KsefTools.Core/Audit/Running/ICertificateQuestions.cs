using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Keys;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Asks KSeF about one certificate as one client uses it. A seam between the running of an audit and what is asked.
/// </summary>
internal interface ICertificateQuestions
{
    /// <summary>Completes the facts with KSeF's answers.</summary>
    /// <param name="facts">What is known before: credential, policy, what the certificate says of itself.</param>
    /// <param name="material">The certificate with its key; stays the caller's.</param>
    /// <param name="cancellationToken">Ends the wait; the only thing that is thrown on purpose.</param>
    Task<CertificateFacts> AskAsync(CertificateFacts facts, KeyMaterial material, CancellationToken cancellationToken);
}

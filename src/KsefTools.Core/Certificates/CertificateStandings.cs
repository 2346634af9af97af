using System.Collections.Concurrent;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates;

/// <summary>
/// What KSeF's list says of certificates: one question a certificate and run, however many clients it serves. Safe for
/// any number of threads.
/// </summary>
internal sealed class CertificateStandings
{
    private readonly ConcurrentDictionary<string, Lazy<Task<CertificateStanding>>> _known = new(StringComparer.Ordinal);

    /// <summary>A sign-in with the certificate itself has just proven that it is in use.</summary>
    public void Proven(CertificateDetails certificate) =>
        _known[certificate.Fingerprint] = new(() => Task.FromResult(CertificateStanding.Active));

    /// <summary>
    /// What the list says; asked in the session, unless it is known. One that KSeF did not issue is in no list.
    /// </summary>
    /// <exception cref="Api.KsefApiException">
    /// KSeF could not be asked; the next client's question asks again.
    /// </exception>
    /// <exception cref="SignInException">The session ended.</exception>
    public async Task<CertificateStanding> OfAsync(
        CertificateDetails certificate,
        Func<Task<KsefSession>> open,
        CancellationToken cancellationToken
    )
    {
        if (certificate.Type is CertificateType.External)
            return CertificateStanding.Unasked;
        var question = _known.GetOrAdd(
            certificate.Fingerprint,
            _ => new Lazy<Task<CertificateStanding>>(() => AskAsync(certificate.SerialNumber, open, cancellationToken))
        );
        try
        {
            return await question.Value;
        }
        catch
        {
            _known.TryRemove(new(certificate.Fingerprint, question));
            throw;
        }
    }

    /// <summary>Reads a status of KSeF's list; null where the list does not have the certificate.</summary>
    public static CertificateStanding Read(string? status) =>
        status?.ToUpperInvariant() switch
        {
            null => CertificateStanding.Unlisted,
            "ACTIVE" => CertificateStanding.Active,
            "REVOKED" or "BLOCKED" => CertificateStanding.Revoked,
            "EXPIRED" => CertificateStanding.Expired,
            _ => CertificateStanding.Unasked,
        };

    private static async Task<CertificateStanding> AskAsync(
        string serial,
        Func<Task<KsefSession>> open,
        CancellationToken cancellationToken
    ) => Read(await new CertificateRegister(await open()).StatusAsync(serial, cancellationToken));
}

using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>KSeF's list of an identity's certificates.</summary>
internal sealed class CertificateRegister(KsefSession session)
{
    /// <summary>
    /// The serial number of the certificate that has exactly this name and was issued for this key; null for none.
    /// </summary>
    public async Task<string?> FindAsync(string name, KeyPair key, CancellationToken cancellationToken)
    {
        await foreach (var listed in PagesOf(new CertificateQuery { Name = name }, cancellationToken))
            if (
                string.Equals(listed.Name, name, StringComparison.Ordinal)
                && await IsForAsync(key, listed.CertificateSerialNumber, cancellationToken)
            )
                return listed.CertificateSerialNumber;
        return null;
    }

    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<CertificateMetadata>> ListAsync(CancellationToken cancellationToken) =>
        await PagesOf(new CertificateQuery(), cancellationToken).ToListAsync(cancellationToken);

    /// <summary>The status that KSeF lists for a certificate; null for one that it does not list.</summary>
    public async Task<string?> StatusAsync(string serial, CancellationToken cancellationToken)
    {
        var query = new CertificateQuery { CertificateSerialNumber = serial };
        var answer = await session.SendAsync(
            (access, cancel) => session.Api.QueryCertificatesAsync(access, query, 0, cancel),
            cancellationToken
        );
        return answer
            .Certificates.FirstOrDefault(listed =>
                string.Equals(listed.CertificateSerialNumber, serial, StringComparison.OrdinalIgnoreCase)
            )
            ?.Status;
    }

    /// <summary>The certificate itself; null where KSeF gives none, or something else.</summary>
    public async Task<X509Certificate2?> RetrieveAsync(string serial, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(
            (access, cancel) => session.Api.RetrieveCertificatesAsync(access, new([serial]), cancel),
            cancellationToken
        );
        return
            answer.Certificates.FirstOrDefault(retrieved =>
                string.Equals(retrieved.CertificateSerialNumber, serial, StringComparison.OrdinalIgnoreCase)
            )
                is { } found
            ? CertificateReader.TryLoad(found.Certificate)
            : null;
    }

    private IAsyncEnumerable<CertificateMetadata> PagesOf(
        CertificateQuery query,
        CancellationToken cancellationToken
    ) =>
        Paging.ByNumberAsync(
            "POST /certificates/query",
            async (page, cancel) =>
            {
                var answer = await session.SendAsync(
                    (access, stop) => session.Api.QueryCertificatesAsync(access, query, page, stop),
                    cancel
                );
                return (answer.Certificates, answer.HasMore);
            },
            certificate => certificate.CertificateSerialNumber,
            cancellationToken
        );

    private async Task<bool> IsForAsync(KeyPair key, string serial, CancellationToken cancellationToken)
    {
        using var certificate = await RetrieveAsync(serial, cancellationToken);
        return certificate is not null && key.Matches(certificate);
    }
}

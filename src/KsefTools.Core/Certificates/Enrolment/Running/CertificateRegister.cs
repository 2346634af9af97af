using System.Security.Cryptography.X509Certificates;
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
        var hasMore = true;
        for (var page = 0; hasMore; page++)
        {
            var offset = page;
            var answer = await session.SendAsync(
                (access, cancel) =>
                    session.Api.QueryCertificatesAsync(access, new CertificateQuery { Name = name }, offset, cancel),
                cancellationToken
            );
            foreach (var listed in answer.Certificates)
                if (
                    string.Equals(listed.Name, name, StringComparison.Ordinal)
                    && await IsForAsync(key, listed.CertificateSerialNumber, cancellationToken)
                )
                    return listed.CertificateSerialNumber;
            hasMore = answer.HasMore;
        }
        return null;
    }

    /// <summary>All of them.</summary>
    public async Task<IReadOnlyList<CertificateMetadata>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<CertificateMetadata>();
        CertificatePage answer;
        var page = 0;
        do
        {
            var offset = page++;
            answer = await session.SendAsync(
                (access, cancel) => session.Api.QueryCertificatesAsync(access, new CertificateQuery(), offset, cancel),
                cancellationToken
            );
            all.AddRange(answer.Certificates);
            // An empty page ends the list whatever else it says, so that no answer can hold us forever.
        } while (answer is { HasMore: true, Certificates.Count: > 0 });
        return all;
    }

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

    private async Task<bool> IsForAsync(KeyPair key, string serial, CancellationToken cancellationToken)
    {
        using var certificate = await RetrieveAsync(serial, cancellationToken);
        return certificate is not null && key.Matches(certificate);
    }
}

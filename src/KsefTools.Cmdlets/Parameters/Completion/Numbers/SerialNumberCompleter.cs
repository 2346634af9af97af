using System.Collections;

namespace KsefTools.Cmdlets.Parameters.Completion.Numbers;

/// <summary>The certificates that this session has seen, and those that clients' files name.</summary>
internal sealed class SerialNumberCompleter : OfficeCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Candidate> Candidates(OfficeAtHand office, IDictionary bound) =>
        SeenNumbers
            .Of(office.Path)
            .OfType<KsefCertificate>()
            .Select(certificate => new Candidate(
                certificate.SerialNumber,
                $"{certificate.SerialNumber} {certificate.Holder} {certificate.Status}",
                certificate.Holder
            ))
            .Concat(
                office.Clients.SelectMany(profile =>
                    profile
                        .Access.Where(entry => entry.Serial is not null)
                        .Select(entry => new Candidate(entry.Serial!, $"{entry.Serial} {profile.Name}", profile.Name))
                )
            );
}

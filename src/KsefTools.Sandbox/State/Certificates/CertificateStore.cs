using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.Certificates;

/// <summary>An issuer's certificates and the applications for them.</summary>
public sealed class CertificateStore
{
    private readonly ConcurrentDictionary<string, CertificateRecord> certificates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EnrollmentRecord> enrollments = new(StringComparer.Ordinal);

    public IEnumerable<CertificateRecord> All => certificates.Values;

    /// <summary>Held while an application looks at quotas and then uses one up.</summary>
    internal Lock EnrollmentGate { get; } = new();

    internal IEnumerable<EnrollmentRecord> Enrollments => enrollments.Values;

    public IEnumerable<CertificateRecord> Of(SubjectIdentifier subject) =>
        certificates.Values.Where(c => c.Subject == subject);

    public CertificateRecord? Find(string serialNumber) => certificates.GetValueOrDefault(serialNumber);

    /// <summary>
    /// What is known of a certificate: byte for byte, so that nobody can make one that only looks like it.
    /// </summary>
    internal CertificateRecord? Find(X509Certificate2 certificate) =>
        Find(certificate.SerialNumber) is { } known && known.Der.AsSpan().SequenceEqual(certificate.RawData)
            ? known
            : null;

    /// <summary>Adds a certificate exactly as given.</summary>
    /// <exception cref="ArgumentException">Its serial number is taken.</exception>
    public void Add(CertificateRecord certificate)
    {
        if (!certificates.TryAdd(certificate.SerialNumber, certificate))
            throw new ArgumentException($"Certificate {certificate.SerialNumber} exists.", nameof(certificate));
    }

    /// <summary>Adds a certificate exactly as given; one of the same serial number is replaced.</summary>
    internal void Put(CertificateRecord certificate) => certificates[certificate.SerialNumber] = certificate;

    /// <summary>Replaces a certificate by what the change makes of it; the serial number stays.</summary>
    /// <returns>The new state; null when there is no such certificate.</returns>
    public CertificateRecord? Update(string serialNumber, Func<CertificateRecord, CertificateRecord> change)
    {
        while (certificates.TryGetValue(serialNumber, out var before))
        {
            var after = change(before) with { SerialNumber = serialNumber };
            if (certificates.TryUpdate(serialNumber, after, before))
                return after;
        }

        return null;
    }

    internal void Add(EnrollmentRecord enrollment) => enrollments[enrollment.ReferenceNumber] = enrollment;

    internal EnrollmentRecord? FindEnrollment(string reference) => enrollments.GetValueOrDefault(reference);

    /// <summary>Whether a poll sees it finished; the application comes one poll nearer to its end.</summary>
    internal bool IsFinished(string reference, SandboxClock clock)
    {
        while (enrollments.TryGetValue(reference, out var seen))
        {
            var isOver = seen.Underway.IsOver(clock);
            if (isOver || enrollments.TryUpdate(reference, seen with { Underway = seen.Underway.Seen() }, seen))
                return isOver;
        }

        return false;
    }

    internal void Clear()
    {
        certificates.Clear();
        enrollments.Clear();
    }
}

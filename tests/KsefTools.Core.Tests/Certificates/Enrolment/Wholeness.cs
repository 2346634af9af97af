using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>What must be true of an office after a run that was killed and gone on with.</summary>
internal static class Wholeness
{
    /// <summary>
    /// No key lost, no enrolment too many, no certificate without its key, and the newest one is in use and works.
    /// </summary>
    /// <param name="bench">The office.</param>
    /// <param name="certificates">How many it should have been given.</param>
    /// <param name="where">What happened to it, for the message.</param>
    public static async Task AssertAsync(EnrolmentBench bench, int certificates, string where)
    {
        Assert.True(bench.Issued.Count == certificates, $"{bench.Issued.Count} certificates: {where}");
        Assert.Empty(await bench.KeylessAsync());
        var secrets = await bench.SecretsAsync();
        Assert.True(secrets.Count == certificates, $"{string.Join(", ", secrets.Keys)}: {where}");
        Assert.True(bench.Named is { } named && secrets.ContainsKey(named.Name), where);
        using var process = bench.Start();
        using var material = KeyMaterial.FromVaultText(secrets[bench.Named!.Value.Name]);
        var newest = bench.Issued.MaxBy(issued => issued.RequestDate)!;
        Assert.True(newest.SerialNumber == material.Details.SerialNumber, where);
        var session = await process.Sessions.OpenAsync(bench.Environment, bench.Context, material, true, default);
        var quotas = await session.SendAsync(session.Api.GetCertificateQuotasAsync, default);
        var active = bench.Issued.Count(issued => issued.StatusAt(bench.Clock.GetUtcNow()) is CertificateStatus.Active);
        Assert.True(quotas.Certificate.Limit - quotas.Certificate.Remaining == active, where);
        Assert.DoesNotContain("PRIVATE KEY", bench.JournalText(), StringComparison.Ordinal);
        // Safe to run again: nothing is left to do.
        var again = await process.EnrolAsync(bench.Order);
        Assert.True(again.Outcome is EnrolmentOutcome.NotDue, $"{again.Outcome} {again.Reason}: {where}");
        Assert.Equal(certificates, bench.Issued.Count);
    }
}

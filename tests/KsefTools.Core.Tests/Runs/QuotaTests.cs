using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Runs;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Runs;

/// <summary>How many certificates each of the office's identities may still ask for.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
        await _bench.EnrolAsync();
        await EnrolAnotherAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Each_identity_is_told_both() =>
        Assert.Equal(
            ["other", "other", "seal", "seal"],
            (await QuotasAsync()).Where(result => result.Limit > 0).Select(result => result.Identity).Order()
        );

    [Fact]
    public async Task One_whose_quotas_KSeF_fails_to_tell_costs_the_other_nothing()
    {
        _sandbox.Main.Faults.Add(new FaultRule(FaultKind.Unavailable, "/certificates/limits", Count: 1));

        var results = await QuotasAsync();

        var failed = Assert.Single(results, result => result.Status is CredentialStatus.Unknown);
        Assert.NotNull(failed.Identity);
        Assert.Equal(2, results.Count(result => result.Limit > 0 && result.Identity != failed.Identity));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<List<KsefAuditResult>> QuotasAsync()
    {
        using var process = _bench.Start();
        var run = new OfficeRun(_bench.Office, process.Vault, process.Sessions, _clock);
        return await run.RunAsync(new RunOptions(), Cancel)
            .Where(result => result.Area is AuditArea.Quota)
            .ToListAsync(Cancel);
    }

    private async Task EnrolAnotherAsync()
    {
        var nip = OfficeBench.NipNumber(2);
        var settings = Path.Join(_bench.OfficePath, "office.yaml");
        var text = await File.ReadAllTextAsync(settings, Cancel);
        var identity = $"  - name: other\n    kind: seal\n    subject: \"{nip}\"\n";
        await File.WriteAllTextAsync(
            settings,
            text.Replace("identities:\n", $"identities:\n{identity}", StringComparison.Ordinal),
            Cancel
        );
        using var seal = SelfSignedCertificates.Seal(nip.Value, "Inna", KeyAlgorithm.Ec, _clock, TimeSpan.FromDays(9));
        using var process = _bench.Start();
        var context = ContextIdentifier.Of(nip);
        // It is asked for in the office's own context.
        _bench.World.AddGrant(
            GrantRecord.ToEntity(
                Guid.NewGuid(),
                ConversionClient.ContextOf(_bench.Context.Value),
                nip.Value,
                Permission.InvoiceRead,
                canDelegate: false,
                _clock.GetUtcNow()
            )
        );
        var order = _bench.Order with { Holder = CertificateHolder.OfIdentity("other"), Context = context };
        var result = await process.EnrolAsync(order, context, seal);
        Assert.Equal("", result.Reason);
    }
}

using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Tests.Permissions;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Journal;

/// <summary>
/// Grants and revocations of permissions that the code of before began are gone on with by their numbers.
/// </summary>
public sealed class WrittenGrantsTests : IAsyncLifetime
{
    private PermissionBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _bench = await PermissionBench.StartAsync();
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private PermissionJob ToOffice =>
        _bench.Job(
            GrantOrder.ForEntity(
                Nip.Parse(PermissionBench.OfficeNip),
                "Biuro Rachunkowe Sigma",
                ["InvoiceRead", "InvoiceWrite"],
                canDelegate: true
            ),
            "token"
        );

    [Fact]
    public async Task A_grant_is_waited_for_and_not_asked_for_again()
    {
        var first = await LeaveOpenAsync(ToOffice);
        WrittenRecord.Of("grant-open").Replace(_bench.Office.Path, "sent");

        var second = await SettleAsync(ToOffice);

        Assert.Equal(PermissionChangeOutcome.Granted, second.Change?.Outcome);
        Assert.Equal(first.Change?.ReferenceNumber, second.Change?.ReferenceNumber);
        Assert.Equal(2, _bench.World.Grants.Count());
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task A_revocation_is_waited_for_and_not_asked_for_again()
    {
        await _bench.DoAsync(ToOffice);
        var id = _bench.World.Grants.First().Id;
        var job = ToOffice with { Order = null, PermissionId = id.ToString() };
        var first = await LeaveOpenAsync(job);
        WrittenRecord.Of("withdrawal").Replace(_bench.Office.Path, "sent", ("id", id.ToString()));

        var second = await SettleAsync(job);

        Assert.Equal(PermissionChangeOutcome.Revoked, second.Change?.Outcome);
        Assert.Equal(first.Change?.ReferenceNumber, second.Change?.ReferenceNumber);
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    private async Task<PermissionJobResult> LeaveOpenAsync(PermissionJob job)
    {
        _bench.Settings.PermissionDelay = TimeSpan.FromMinutes(30);
        var result = await _bench.DoAsync(job);
        Assert.Equal(PermissionChangeOutcome.InProgress, result.Change?.Outcome);
        return result;
    }

    private Task<PermissionJobResult> SettleAsync(PermissionJob job)
    {
        _bench.World.Clock.Advance(TimeSpan.FromHours(1));
        return _bench.DoAsync(job);
    }
}

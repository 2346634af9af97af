using KsefTools.Core.Import;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import;

/// <summary>Whenever an import is stopped, a row is told as imported only where vault and profile have it.</summary>
public sealed class StoppedImportTests : IDisposable
{
    private readonly ImportBench _bench = new();
    private readonly SharedStore.StoreProcess _process = new SharedStore().NewProcess();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Ctrl_C_between_secret_and_profile_waits_for_the_profile()
    {
        using var stop = new CancellationTokenSource();
        var vault = Vault(
            VaultHandlings.FailAfterWrites(
                10,
                () =>
                {
                    stop.Cancel();
                    return new OperationCanceledException(stop.Token);
                }
            )
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bench.ImportAsync(ImportBench.Sheet(60), vault: vault, cancellationToken: stop.Token)
        );
        var whole = Enumerable.Range(1, 60).Count(_bench.IsWhole);
        Assert.Equal((10, 50), (whole, Enumerable.Range(1, 60).Count(_bench.IsAbsent)));
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_half_row_where_the_vault_answers_no_more()
    {
        using var stop = new CancellationTokenSource();
        var addresses = Enumerable
            .Range(1, 10)
            .Select(number => ImportBench.AddressOf(ImportBench.Client(number)))
            .ToList();
        var writes = VaultHandlings.FailAfterWrites(
            10,
            () =>
            {
                stop.Cancel();
                return new SecretWriteStoppedException(addresses, new OperationCanceledException(), stop.Token);
            }
        );
        var locked = new SecretVaultException(SecretVaultFailure.Locked, null, "the vault is locked");
        var vault = Vault(
            (request, pass) =>
                request.Act is VaultAct.Read && stop.IsCancellationRequested ? throw locked : writes(request, pass)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bench.ImportAsync(ImportBench.Sheet(60), vault: vault, cancellationToken: stop.Token)
        );
        var whole = Enumerable.Range(1, 60).Count(_bench.IsWhole);
        Assert.Equal((10, 50), (whole, Enumerable.Range(1, 60).Count(_bench.IsAbsent)));
    }

    [Fact]
    public async Task Ctrl_C_names_nothing_that_the_vault_took_and_did_not_give_back_and_the_next_run_does()
    {
        using var stop = new CancellationTokenSource();
        FallSilentAfter(writes: 10, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bench.ImportAsync(ImportBench.Sheet(60), vault: Guarded, cancellationToken: stop.Token)
        );
        Assert.Empty(_bench.Office.Profiles.ReadAll());
        (_process.AfterWrite, _process.Fault) = (null, null);

        var results = await _bench.ImportAsync(ImportBench.Sheet(60), vault: Guarded);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Imported, result.Outcome));
    }

    [Fact]
    public async Task A_row_that_was_not_read_back_is_told_as_failed_with_what_to_do()
    {
        using var stop = new CancellationTokenSource();
        var plan = await _bench.PlanAsync(ImportBench.Sheet(30), vault: Guarded);
        FallSilentAfter(writes: 10, stop);
        var told = new List<KsefImportResult>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var result in new Importer(_bench.Office, Guarded, TimeProvider.System).RunAsync(plan, stop.Token)
            )
                told.Add(result);
        });

        Assert.Equal(Importer.BatchSize, told.Count);
        Assert.All(told, result => Assert.Equal(ImportOutcome.Failed, result.Outcome));
        Assert.All(told, result => Assert.Contains("import it again", result.Reason, StringComparison.Ordinal));
    }

    private GuardedVault Guarded =>
        new(_process, new GuardedVaultOptions { LockFolder = Path.Combine(_bench.Office.StatePath, "vault") });

    // A prompt's vault answers no more after Ctrl-C.
    private void FallSilentAfter(int writes, CancellationTokenSource stop)
    {
        _process.ObservesCancellation = true;
        _process.AfterWrite = () =>
        {
            if (--writes > 0)
                return;
            stop.Cancel();
            _process.Fault = new OperationCanceledException(stop.Token);
        };
    }

    private FatefulVault Vault(VaultHandling handling) =>
        new(_bench.Vault) { Handling = handling, WritesOneByOne = true };
}

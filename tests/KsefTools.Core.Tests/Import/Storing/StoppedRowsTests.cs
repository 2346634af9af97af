using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Storing;

/// <summary>Why each row failed, where a vault refuses some, says nothing more, or keeps what should go.</summary>
public sealed class StoppedRowsTests : IDisposable
{
    private static readonly Nip A = ImportBench.Client(1);
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Each_row_that_a_vault_refuses_has_the_vault_s_own_reason()
    {
        var refusals = new Dictionary<SecretAddress, SecretVaultException>
        {
            [ImportBench.AddressOf(A)] = new(SecretVaultFailure.NameHeld, null, "the first is held"),
            [ImportBench.AddressOf(ImportBench.Client(2))] = new(SecretVaultFailure.NameHeld, null, "so is the second"),
        };
        var vault = Vault(VaultHandlings.Fail(VaultAct.Write, SecretVaultException.OfSome(refusals, [])));

        var results = await _bench.ImportAsync(ImportBench.Sheet(2), vault: vault);

        Assert.Equal(["the first is held", "so is the second"], results.Select(result => result.Reason));
    }

    [Fact]
    public async Task A_place_whose_secret_is_no_text_is_left_alone_and_the_other_rows_go_on()
    {
        var place = ImportBench.AddressOf(A);
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [place] = new("a table") },
            TestContext.Current.CancellationToken
        );
        var vault = Vault(
            (request, pass) =>
                request.Act is VaultAct.Read && request.Addresses.Contains(place)
                    ? throw new SecretVaultException(SecretVaultFailure.NotText, place.Vault, "is a table")
                    : pass()
        );

        var results = await _bench.ImportAsync(ImportBench.Sheet(2), vault: vault);

        Assert.Equal(
            [(ImportOutcome.Refused, "is a table"), (ImportOutcome.Imported, null)],
            results.Select(result => (result.Outcome, result.Reason))
        );
    }

    [Fact]
    public async Task Ctrl_C_without_a_word_from_the_vault_imports_nothing_and_is_a_cancellation()
    {
        using var stop = new CancellationTokenSource();
        var vault = Vault(
            (request, pass) =>
            {
                if (request.Act is VaultAct.Write)
                    stop.Cancel();
                return stop.IsCancellationRequested ? throw new OperationCanceledException(stop.Token) : pass();
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bench.ImportAsync(ImportBench.Sheet(2), vault: vault, cancellationToken: stop.Token)
        );

        Assert.True(_bench.IsAbsent(1) && _bench.IsAbsent(2));
    }

    [Fact]
    public async Task A_secret_that_the_vault_did_not_let_go_is_in_the_journal()
    {
        var vault = Vault(
            async (request, pass) =>
            {
                if (request.Act is VaultAct.Remove)
                    throw new SecretVaultException(SecretVaultFailure.Other, null, "says no");
                if (request.Act is VaultAct.Write)
                    _bench.WriteClient("not ours", $"{A}.yaml");
                await pass();
            }
        );

        await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault);

        var journal = Directory.GetFiles(Path.Join(_bench.Office.StatePath, "journal"), "*.jsonl");
        Assert.Contains("\"not taken back\"", File.ReadAllText(Assert.Single(journal)), StringComparison.Ordinal);
    }

    private FatefulVault Vault(VaultHandling handling) => new(_bench.Vault) { Handling = handling };
}

using KsefTools.Core.Files;
using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>How much is asked of a vault at once, and what is asked once more.</summary>
public sealed class VaultPortionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-portions-");
    private readonly SharedStore _store = new();
    private readonly SharedStore.StoreProcess _process;

    public VaultPortionsTests() => _process = _store.NewProcess();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reading_many_gives_others_a_turn_in_between_and_answers_for_each()
    {
        await Guard().WriteAsync(Batch(7), Cancel);
        _process.Reads.Clear();

        var found = await Guard().ReadAsync([.. Batch(7).Keys], Cancel);

        Assert.Equal([3, 3, 1], _process.Reads);
        Assert.Equal(Batch(7), found);
        Assert.All(found, pair => Assert.Equal(pair.Key, pair.Value.Origin));
    }

    [Fact]
    public async Task Writing_many_gives_other_processes_a_turn_in_between()
    {
        var isFree = new List<bool>();
        _process.AfterWrite = () =>
        {
            using var other = FileLock
                .TryTakeAsync(Path.Join(_folder.Path, "vault.lock"), TimeSpan.Zero, Cancel)
                .Result;
            isFree.Add(other is not null);
        };

        await Guard().WriteAsync(Batch(5), Cancel);

        Assert.Equal(Enumerable.Repeat(false, 5), isFree);
        Assert.Equal([2, 2, 1], _process.Reads);
    }

    [Theory]
    [InlineData("list", false)]
    [InlineData("read", false)]
    [InlineData("write", true)]
    public async Task A_question_may_be_answered_from_memory_and_a_change_may_not(string work, bool seesFile)
    {
        _process.TrustsMemory = true;
        await _store.NewProcess().WriteAsync(Address(9), new("theirs"), Cancel);

        if (work is "list")
            Assert.Empty(await Guard().ListAsync("v", Cancel));
        else if (work is "read")
            Assert.Empty(await Guard().ReadAsync([Address(9)], Cancel));
        else
            await Guard().WriteAsync(Batch(1), Cancel);

        Assert.Equal(seesFile ? 2 : 1, _store.File.Count);
    }

    [Fact]
    public async Task Of_a_batch_only_what_was_lost_is_written_again()
    {
        _process.AfterWrite = () =>
        {
            if (_process.Writes.Count == 2)
                _store.NewProcess().RemoveAsync(Address(1), Cancel).Wait(Cancel);
        };

        await Guard().WriteAsync(Batch(2), Cancel);

        Assert.Equal(["secret-0", "secret-1", "secret-1"], _process.Writes);
        Assert.Equal(2, _store.File.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_lost_write_is_repeated_as_often_as_was_said_and_then_told_by_name(int repairs)
    {
        _process.AfterWrite = () => _store.NewProcess().RemoveAsync(Address(0), Cancel).Wait(Cancel);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Guard(repairs).WriteAsync(Batch(1), Cancel));

        Assert.Equal(1 + repairs, _process.Writes.Count);
        Assert.Equal((SecretVaultFailure.WriteLost, "v"), (failure.Failure, failure.Vault));
    }

    [Fact]
    public async Task Who_is_refused_by_the_vault_is_told_although_the_batch_breaks_later()
    {
        _process.HeldNames.Add("secret-0");
        _process.AfterWrite = () => _process.Refusal = new(SecretVaultFailure.Locked, "v", "locked");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Guard().WriteAsync(Batch(4), Cancel));

        Assert.Equal(SecretVaultFailure.Locked, failure.Failure);
        Assert.Equal([Address(0)], failure.Refusals.Keys);
        Assert.Equal([Address(1)], failure.Written);
        Assert.Empty(failure.Unread);
    }

    [Fact]
    public async Task What_a_vault_failed_to_list_before_a_removal_is_asked_once_more()
    {
        await Guard().WriteAsync(Batch(1), Cancel);
        _process.Hiccups.Enqueue(null);
        _process.Hiccups.Enqueue(new(SecretVaultFailure.Other, "v", "the network"));

        await Guard().RemoveAsync([Address(0)], Cancel);

        Assert.Empty(_store.File);
    }

    [Fact]
    public async Task A_vault_s_name_is_one_however_it_is_written()
    {
        await Guard().WriteAsync(Batch(1), Cancel);
        var questions = _process.Questions;

        var found = await Guard().ReadAsync([Address(0), new SecretAddress("V", "secret-0")], Cancel);

        Assert.Equal(2, found.Count);
        Assert.Equal(2, _process.Questions - questions);
    }

    private static SecretAddress Address(int number) => new("v", $"secret-{number}");

    private static Dictionary<SecretAddress, SecretText> Batch(int count) =>
        Enumerable.Range(0, count).ToDictionary(Address, number => new SecretText($"text {number}"));

    private GuardedVault Guard(int repairs = 3) =>
        new(
            _process,
            new()
            {
                LockFolder = _folder.Path,
                ReadPortion = 3,
                WritePortion = 2,
                Repairs = repairs,
            }
        );
}

using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>A vault remembers what it has read, and other processes write meanwhile.</summary>
public sealed class VaultMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-memory-");
    private readonly SharedStore _store = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_read_sees_what_another_process_has_written()
    {
        var reader = Guard(_store.NewProcess());
        await _store.NewProcess().WriteAsync(Address("token"), new("secret"), Cancellation);

        var found = await reader.ReadAsync([Address("token"), Address("absent")], Cancellation);

        Assert.Equal("secret", Assert.Single(found).Value.Reveal());
    }

    [Fact]
    public async Task A_list_sees_what_another_process_has_written()
    {
        var reader = Guard(_store.NewProcess());
        await _store.NewProcess().WriteAsync(Address("token"), new("secret"), Cancellation);

        Assert.Equal(["token"], await reader.ListAsync("v", Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_begins_with_what_the_file_has_however_much_the_vault_trusts_its_memory(bool isWrite)
    {
        var process = _store.NewProcess();
        process.TrustsMemory = true;
        var other = _store.NewProcess();
        await other.WriteAsync(Address("old"), new("1"), Cancellation);
        await other.WriteAsync(Address("new"), new("2"), Cancellation);

        if (isWrite)
            await Guard(process).WriteAsync(One("old", "3"), Cancellation);
        else
            await Guard(process).RemoveAsync([Address("old")], Cancellation);

        Assert.Equal(isWrite ? ["old", "new"] : ["new"], _store.File.Keys);
    }

    [Fact]
    public async Task What_is_read_back_is_the_file_however_much_the_vault_trusts_its_memory()
    {
        var process = _store.NewProcess();
        process.TrustsMemory = true;
        process.AfterWrite = () => _store.NewProcess().RemoveAsync(Address("token"), Cancellation).Wait(Cancellation);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            Guard(process).WriteAsync(One("token", "secret"), Cancellation)
        );

        Assert.Equal(SecretVaultFailure.WriteLost, failure.Failure);
    }

    [Fact]
    public async Task A_secret_in_whose_place_another_program_puts_its_own_is_written_once_more()
    {
        var process = _store.NewProcess();
        process.AfterWrite = () =>
        {
            process.AfterWrite = null;
            _store.NewProcess().WriteAsync(Address("token"), new("x"), Cancellation).Wait(Cancellation);
        };

        await Guard(process).WriteAsync(One("token", "secret"), Cancellation);

        Assert.Equal("secret", _store.File["token"].Reveal());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SecretAddress Address(string name) => new("v", name);

    private static Dictionary<SecretAddress, SecretText> One(string name, string secret) =>
        new() { [Address(name)] = new(secret) };

    private GuardedVault Guard(IUnguardedVault vault) => new(vault, new() { LockFolder = _folder.Path });
}

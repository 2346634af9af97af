using KsefTools.Core.Secrets;

namespace KsefTools.Testing.Vaults;

/// <summary>Lets a request pass to the vault, or fails it, before or after.</summary>
/// <param name="request">What the vault is asked.</param>
/// <param name="pass">Has it done.</param>
public delegate Task VaultHandling(VaultRequest request, Func<Task> pass);

/// <summary>What may happen to the requests to a vault.</summary>
public static class VaultHandlings
{
    /// <summary>Each is done.</summary>
    public static VaultHandling Sound { get; } = (_, pass) => pass();

    /// <summary>Each fails.</summary>
    public static VaultHandling Fail(Exception failure) => (_, _) => throw failure;

    /// <summary>Each of one kind fails.</summary>
    public static VaultHandling Fail(VaultAct act, Exception failure) =>
        (request, pass) => request.Act == act ? throw failure : pass();

    /// <summary>The next of a kind fails; what comes after it is done.</summary>
    public static VaultHandling FailOnce(VaultAct act, Exception failure)
    {
        var hasFailed = false;
        return (request, pass) =>
        {
            if (request.Act != act || hasFailed)
                return pass();
            hasFailed = true;
            throw failure;
        };
    }

    /// <summary>So many writes are done, and each later one fails.</summary>
    public static VaultHandling FailAfterWrites(int done, Func<Exception> failure) =>
        (request, pass) => request.Act is VaultAct.Write && done-- <= 0 ? throw failure() : pass();

    /// <summary>Each is done; then somebody hears of each secret that was written.</summary>
    public static VaultHandling AfterWriting(Action<SecretAddress> written) =>
        async (request, pass) =>
        {
            await pass();
            if (request.Act is VaultAct.Write)
                foreach (var address in request.Addresses)
                    written(address);
        };
}

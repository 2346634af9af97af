using KsefTools.Core.Files;
using KsefTools.Core.Secrets.Copies;

namespace KsefTools.Core.Secrets;

/// <summary>
/// A vault that loses nothing between processes. SecretStore rewrites its whole file from each process's own memory,
/// so writes happen under a machine-wide lock, after a forced reload, and each portion is read back as the file has it
/// and compared: after each write it would cost half as much as the writes, and memory would answer. (Measured: two
/// processes, 30 writes each: 30 left without this, 60 with it.)
/// </summary>
public sealed class GuardedVault(IUnguardedVault inner, GuardedVaultOptions options) : ISecretVault
{
    private string LockPath => Path.Join(options.LockFolder, "vault.lock");

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        QuietlyAsync(
            async () =>
            {
                await RefreshAsync(vault, beforeWriting: false, cancellationToken);
                return await TwiceAsync(vault, () => inner.ListAsync(vault, cancellationToken));
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SecretAddress, SecretText>();
        foreach (var group in addresses.GroupBy(address => address.Vault, StringComparer.OrdinalIgnoreCase))
        foreach (
            var (address, secret) in await QuietlyAsync(() => ReadAsync(group, cancellationToken), cancellationToken)
        )
            found[address] = secret;
        return found;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        var written = new HashSet<SecretAddress>();
        var refusals = new Dictionary<SecretAddress, SecretVaultException>();
        foreach (var group in secrets.GroupBy(pair => pair.Key.Vault, StringComparer.OrdinalIgnoreCase))
        foreach (var portion in group.Chunk(options.WritePortion))
            try
            {
                using var held = await TakeLockAsync(group.Key, cancellationToken);
                await RefreshAsync(group.Key, beforeWriting: true, cancellationToken);
                await WithCopyAsync(
                    group.Key,
                    portion,
                    written,
                    leaving: [],
                    async () =>
                    {
                        await WriteAllAsync(portion, written, refusals, cancellationToken);
                        var taken = portion.ExceptBy(refusals.Keys, pair => pair.Key).ToList();
                        await VerifyAsync(group.Key, taken, written, refusals, cancellationToken);
                    },
                    cancellationToken
                );
            }
            catch (SecretVaultException exception)
            {
                var unread = exception.MayBeTorn ? [] : await LookAgainAsync(group.Key, portion, written);
                var said = unread.Count == 0 ? exception.Message : $"{exception.Message} {NotReadBack()}";
                throw new SecretVaultException(exception.Failure, exception.Vault, said, exception)
                {
                    Written = [.. written],
                    Unread = unread,
                    Refusals = refusals,
                    MayBeTorn = exception.MayBeTorn,
                };
            }
            catch (OperationCanceledException stopped) when (written.Count > 0)
            {
                await LookAgainAsync(group.Key, portion, written);
                throw new SecretWriteStoppedException([.. written], stopped, cancellationToken);
            }
        if (refusals.Count > 0)
            throw SecretVaultException.OfSome(refusals, written);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        foreach (var group in addresses.GroupBy(address => address.Vault, StringComparer.OrdinalIgnoreCase))
        {
            using var held = await TakeLockAsync(group.Key, cancellationToken);
            await RefreshAsync(group.Key, beforeWriting: true, cancellationToken);
            var present = await TwiceAsync(group.Key, () => inner.ListAsync(group.Key, cancellationToken));
            var leaving = group.Where(address => present.Contains(address.Name)).ToList();
            if (leaving.Count > 0)
                await WithCopyAsync(
                    group.Key,
                    [],
                    [],
                    [.. leaving.Select(address => address.Name)],
                    async () =>
                    {
                        foreach (var address in leaving)
                            await DoAsync(group.Key, () => inner.RemoveAsync(address, cancellationToken));
                    },
                    cancellationToken
                );
        }
    }

    /// <summary>
    /// Does what rewrites the vault's file, with a copy of it from before that is kept until the work is done. After a
    /// failure that changed the file, what counts as written is what the file gives back: memory may still have what
    /// the disk lost.
    /// </summary>
    private async Task WithCopyAsync(
        string? vault,
        IReadOnlyCollection<KeyValuePair<SecretAddress, SecretText>> secrets,
        HashSet<SecretAddress> written,
        IReadOnlyCollection<string> leaving,
        Func<Task> work,
        CancellationToken cancellationToken
    )
    {
        var store = await AskAsync(vault, () => inner.FindFilesAsync(vault, cancellationToken));
        if (store is null)
        {
            await work();
            return;
        }
        var removed = leaving.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var staying = (await AskAsync(vault, () => inner.ListAsync(vault, cancellationToken)))
            .Except(removed, StringComparer.OrdinalIgnoreCase)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var copy = StoreCopy.Make(vault, store, options, [.. secrets.Select(pair => pair.Value)], staying);
        try
        {
            await work();
            staying.UnionWith(secrets.Select(pair => pair.Key.Name));
            copy?.LetGo(staying, removed, options.Time.GetUtcNow());
        }
        catch (SecretVaultException failure) when (copy is not null)
        {
            if (copy.IsCurrent())
            {
                copy.LetGo();
                throw;
            }
            var back = copy.Keep(options.Time.GetUtcNow());
            await LookAgainAsync(vault, secrets, written);
            throw new SecretVaultException(failure.Failure, failure.Vault, $"{failure.Message} {back}", failure)
            {
                MayBeTorn = true,
            };
        }
    }

    /// <summary>
    /// Keeps of what was taken in what the vault gives back: one that answers no more has given nothing back. (Seen: a
    /// vault whose file another process had changed took every write without a word, and kept none.)
    /// </summary>
    /// <returns>What it took and does not answer for, as a prompt's vault after Ctrl-C.</returns>
    private async Task<IReadOnlyCollection<SecretAddress>> LookAgainAsync(
        string? vault,
        IReadOnlyCollection<KeyValuePair<SecretAddress, SecretText>> secrets,
        HashSet<SecretAddress> written
    )
    {
        var doubtful = secrets.Where(pair => written.Contains(pair.Key)).ToList();
        if (doubtful.Count == 0)
            return [];
        try
        {
            written.ExceptWith(await FindLostAsync(vault, doubtful, CancellationToken.None));
            return [];
        }
        catch (Exception silence) when (silence is SecretVaultException or OperationCanceledException)
        {
            List<SecretAddress> unread = [.. doubtful.Select(pair => pair.Key)];
            written.ExceptWith(unread);
            return unread;
        }
    }

    private Task<bool> RefreshAsync(string? vault, bool beforeWriting, CancellationToken cancellationToken) =>
        TwiceAsync(
            vault,
            async () =>
            {
                await inner.RefreshAsync(vault, beforeWriting, cancellationToken);
                return true;
            }
        );

    private async Task<Dictionary<SecretAddress, SecretText>> ReadAsync(
        IGrouping<string?, SecretAddress> group,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SecretAddress, SecretText>();
        await RefreshAsync(group.Key, beforeWriting: false, cancellationToken);
        // In portions, so that whoever else waits for the vault's one thread gets a turn.
        foreach (var portion in group.Chunk(options.ReadPortion))
        {
            var secrets = await ReadAsync(group.Key, portion.Select(a => a.Name), cancellationToken);
            foreach (var address in portion)
                if (secrets.TryGetValue(address.Name, out var secret))
                    found[address] = secret.From(address);
        }
        return found;
    }

    private Task<IReadOnlyDictionary<string, SecretText>> ReadAsync(
        string? vault,
        IEnumerable<string> names,
        CancellationToken cancellationToken
    ) => TwiceAsync(vault, () => inner.ReadAsync(vault, [.. names], cancellationToken));

    /// <summary>
    /// Asks a vault that looks damaged once more while nobody writes. (Seen: SecretStore makes its two files one after
    /// the other at the first write of all; who reads between them finds a vault without its file, or an empty one.)
    /// </summary>
    private async Task<T> QuietlyAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question();
        }
        catch (SecretVaultException failure) when (failure.Failure is SecretVaultFailure.Damaged)
        {
            FileLock? held = null;
            try
            {
                held = await TakeLockAsync(failure.Vault, cancellationToken);
            }
            catch (SecretVaultException)
            {
                // Without the lock, what was seen is told.
            }
            if (held is null)
                throw;
            using (held)
                return await question();
        }
    }

    // A question does no harm, and vaults on a network fail now and then. What is locked stays so.
    private static async Task<T> TwiceAsync<T>(string? vault, Func<Task<T>> question)
    {
        try
        {
            return await AskAsync(vault, question);
        }
        catch (SecretVaultException failure) when (failure.Failure is SecretVaultFailure.Other)
        {
            return await AskAsync(vault, question);
        }
    }

    private static async Task DoAsync(string? vault, Func<Task> work) =>
        await AskAsync(
            vault,
            async () =>
            {
                await work();
                return true;
            }
        );

    // Vaults are programs of others.
    private static async Task<T> AskAsync<T>(string? vault, Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is not (SecretVaultException or OperationCanceledException))
        {
            throw SecretVaultException.Unexpected(vault, exception);
        }
    }

    private async Task<FileLock> TakeLockAsync(string? vault, CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.TryTakeAsync(LockPath, options.LockPatience, cancellationToken)
                ?? throw new SecretVaultException(
                    SecretVaultFailure.Busy,
                    vault,
                    UiText.Of(
                        "Another process has been writing to the vaults for more than "
                            + $"{options.LockPatience.TotalSeconds:0} s. Nothing was written; try again.",
                        $"Inny proces zapisuje do magazynów dłużej niż {options.LockPatience.TotalSeconds:0} s. "
                            + "Niczego nie zapisano; spróbuj ponownie."
                    )
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretVaultException(
                SecretVaultFailure.Other,
                vault,
                UiText.Of(
                    $"The lock in '{options.LockFolder}' that keeps processes from overwriting each other's secrets "
                        + $"cannot be taken: {exception.Message}",
                    $"Nie można założyć w '{options.LockFolder}' blokady, która chroni procesy przed nadpisywaniem "
                        + $"sobie sekretów: {exception.Message}"
                ),
                exception
            );
        }
    }

    private async Task WriteAllAsync(
        IEnumerable<KeyValuePair<SecretAddress, SecretText>> secrets,
        HashSet<SecretAddress> written,
        Dictionary<SecretAddress, SecretVaultException> refusals,
        CancellationToken cancellationToken
    )
    {
        foreach (var (address, secret) in secrets)
            try
            {
                await DoAsync(address.Vault, () => inner.WriteAsync(address, secret, cancellationToken));
                written.Add(address);
            }
            catch (SecretVaultException refusal) when (refusal.Failure is SecretVaultFailure.NameHeld)
            {
                refusals[address] = refusal;
            }
    }

    /// <summary>Which of some secrets the vault's file does not give back as they were written.</summary>
    private async Task<IReadOnlyList<SecretAddress>> FindLostAsync(
        string? vault,
        IReadOnlyCollection<KeyValuePair<SecretAddress, SecretText>> secrets,
        CancellationToken cancellationToken
    )
    {
        await RefreshAsync(vault, beforeWriting: true, cancellationToken);
        var stored = await ReadAsync(vault, secrets.Select(pair => pair.Key.Name), cancellationToken);
        return
        [
            .. secrets
                .Where(pair => !stored.TryGetValue(pair.Key.Name, out var secret) || !pair.Value.Equals(secret))
                .Select(pair => pair.Key),
        ];
    }

    // A program without our lock may have written meanwhile: what the file says counts, and what is lost is repaired.
    private async Task VerifyAsync(
        string? vault,
        IReadOnlyList<KeyValuePair<SecretAddress, SecretText>> portion,
        HashSet<SecretAddress> written,
        Dictionary<SecretAddress, SecretVaultException> refusals,
        CancellationToken cancellationToken
    )
    {
        for (var repairs = 0; ; repairs++)
        {
            var lost = await FindLostAsync(vault, portion, cancellationToken);
            if (lost.Count == 0)
                return;
            written.ExceptWith(lost);
            if (repairs == options.Repairs)
                throw Lost(vault, lost);
            var again = portion.Where(pair => lost.Contains(pair.Key));
            await WriteAllAsync(again, written, refusals, cancellationToken);
        }
    }

    private static string NotReadBack() =>
        UiText.Of(
            "What it had taken could not be read back and does not count as stored; the same command again "
                + "completes it.",
            "Tego, co wcześniej przyjął, nie udało się odczytać, więc nie liczy się jako zapisane; dokończy to "
                + "ponowienie polecenia."
        );

    private static SecretVaultException Lost(string? vault, IReadOnlyList<SecretAddress> lost)
    {
        var names = string.Join(", ", lost.Select(address => address.ToString()));
        return new(
            SecretVaultFailure.WriteLost,
            vault,
            UiText.Of(
                $"Written, but not there on reading back: {names}. Another program may be writing to the vault "
                    + "without pause; try again when it is done.",
                $"Zapisano, ale przy odczycie brak: {names}. Być może inny program stale zapisuje do magazynu; "
                    + "spróbuj ponownie, gdy skończy."
            )
        );
    }
}

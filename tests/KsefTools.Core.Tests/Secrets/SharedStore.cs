using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>
/// What SecretStore is between processes, in small: one file, and in each process a memory of it that is written back
/// whole. A process sees another's writes only after a refresh.
/// </summary>
internal sealed class SharedStore
{
    private readonly Lock _sync = new();
    private Dictionary<string, SecretText> _file = [];

    internal IReadOnlyDictionary<string, SecretText> File
    {
        get
        {
            lock (_sync)
                return new Dictionary<string, SecretText>(_file);
        }
    }

    /// <summary>A process that has just read the file.</summary>
    internal StoreProcess NewProcess() => new(this);

    internal sealed class StoreProcess(SharedStore store) : IUnguardedVault
    {
        private Dictionary<string, SecretText> _memory = new(store.File);

        /// <summary>Happens after each write of this process, e.g. another program's write.</summary>
        internal Action? AfterWrite { get; set; }

        /// <summary>Whether a stop is noticed between two writes, as it is where each waits for a turn.</summary>
        internal bool ObservesCancellation { get; set; }

        /// <summary>Thrown instead of writing.</summary>
        internal SecretVaultException? Refusal { get; set; }

        /// <summary>Names of removed secrets that the vault keeps, as Azure Key Vault does.</summary>
        internal HashSet<string> HeldNames { get; } = [];

        /// <summary>The folder of the vault's files; null where it has none that are known.</summary>
        internal string? Files { get; set; }

        public Task<string?> FindFilesAsync(string? vault, CancellationToken cancellationToken) =>
            Task.FromResult(Files);

        /// <summary>What a refused write does to the vault's files all the same.</summary>
        internal Action? BeforeRefusal { get; set; }

        /// <summary>Thrown whatever is asked, before any work.</summary>
        internal Exception? Fault { get; set; }

        /// <summary>What the next questions (list, read, refresh) come to: a failure, or null for an answer.</summary>
        internal Queue<SecretVaultException?> Hiccups { get; } = [];

        /// <summary>Whether it reads the file again only where that is certain to be needed.</summary>
        internal bool TrustsMemory { get; set; }

        /// <summary>How often it was asked what is in it.</summary>
        internal int Questions { get; private set; }

        /// <summary>How many names each read asked for.</summary>
        internal List<int> Reads { get; } = [];

        /// <summary>The names that it was asked to write, each time that it was.</summary>
        internal List<string> Writes { get; } = [];

        public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
        {
            Asked();
            return Task.FromResult<IReadOnlySet<string>>(_memory.Keys.ToHashSet());
        }

        public Task<IReadOnlyDictionary<string, SecretText>> ReadAsync(
            string? vault,
            IReadOnlyCollection<string> names,
            CancellationToken cancellationToken
        )
        {
            Asked();
            Reads.Add(names.Count);
            return Task.FromResult<IReadOnlyDictionary<string, SecretText>>(
                _memory.Where(pair => names.Contains(pair.Key)).ToDictionary()
            );
        }

        public async Task WriteAsync(SecretAddress address, SecretText secret, CancellationToken cancellationToken)
        {
            // Gives way to the other process in the middle of what is not atomic.
            await Task.Yield();
            Writes.Add(address.Name);
            if (ObservesCancellation)
                cancellationToken.ThrowIfCancellationRequested();
            if (HeldNames.Contains(address.Name))
                throw new SecretVaultException(SecretVaultFailure.NameHeld, address.Vault, $"{address} is held");
            if (Refusal is not null)
            {
                BeforeRefusal?.Invoke();
                throw Refusal;
            }
            _memory[address.Name] = secret;
            lock (store._sync)
                store._file = new(_memory);
            AfterWrite?.Invoke();
        }

        /// <summary>Happens before each removal.</summary>
        internal Action? BeforeRemoval { get; set; }

        public Task RemoveAsync(SecretAddress address, CancellationToken cancellationToken)
        {
            BeforeRemoval?.Invoke();
            _memory.Remove(address.Name);
            lock (store._sync)
                store._file = new(_memory);
            return Task.CompletedTask;
        }

        public Task RefreshAsync(string? vault, bool beforeWriting, CancellationToken cancellationToken)
        {
            Asked();
            if (beforeWriting || !TrustsMemory)
                _memory = new(store.File);
            return Task.CompletedTask;
        }

        private void Asked()
        {
            Questions++;
            if ((Fault ?? (Hiccups.TryDequeue(out var hiccup) ? hiccup : null)) is { } fault)
                throw fault;
        }
    }
}

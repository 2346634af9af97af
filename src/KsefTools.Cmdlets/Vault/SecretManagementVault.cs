using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Net;
using System.Security;
using KsefTools.Cmdlets.Threads;
using KsefTools.Core;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Vault;

/// <summary>
/// SecretManagement's vaults. It has no C# API and must not be called by two threads at once, so each request is
/// queued to the pipeline thread and runs its cmdlets there, in the user's runspace.
/// </summary>
internal sealed class SecretManagementVault(PSCmdlet cmdlet, PipelinePump pump, CancellationToken stop)
    : IUnguardedVault
{
    // SecretManagement runs all vaults in one runspace a process: of two runspaces that call it at once (ForEach-Object
    // -Parallel, Start-ThreadJob) one fails, or is told that a secret is not there.
    private static readonly SemaphoreSlim OneCaller = new(1, 1);

    /// <summary>Characters that a SecureString takes.</summary>
    private const int LongestSecret = 65_536;

    private readonly Dictionary<string, VaultRegistration> _registrations = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        pump.InvokeAsync<IReadOnlySet<string>>(() => List(vault), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, SecretText>> ReadAsync(
        string? vault,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    ) => pump.InvokeAsync<IReadOnlyDictionary<string, SecretText>>(() => Read(vault, names), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(SecretAddress address, SecretText secret, CancellationToken cancellationToken) =>
        pump.InvokeAsync(
            () =>
            {
                if (secret.Length > LongestSecret)
                    throw VaultFailures.TooLong(address, secret.Length, LongestSecret);
                // As SecureString: module logging records the text of a string argument.
                using var text = new NetworkCredential(userName: null, secret.Reveal()).SecurePassword;
                var store = Resolve(address.Vault);
                Write(store, address, text);
                NoteWrite(store);
                return true;
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task RemoveAsync(SecretAddress address, CancellationToken cancellationToken) =>
        pump.InvokeAsync(
            () =>
            {
                var store = Resolve(address.Vault);
                Call(address.Vault, VaultScripts.Remove, store.Name, address.Name);
                NoteWrite(store);
                return true;
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task RefreshAsync(string? vault, bool beforeWriting, CancellationToken cancellationToken)
    {
        var wait = await pump.InvokeAsync(() => Refresh(vault, beforeWriting), cancellationToken);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> FindFilesAsync(string? vault, CancellationToken cancellationToken) =>
        pump.InvokeAsync(() => Resolve(vault).IsSecretStore ? SecretStoreReload.StoreFolder : null, cancellationToken);

    private void Write(VaultRegistration store, SecretAddress address, SecureString text)
    {
        try
        {
            Call(address.Vault, VaultScripts.Write, store.Name, address.Name, text);
        }
        catch (SecretVaultException refusal) when (VaultSymptoms.IsNameHeld(refusal))
        {
            throw VaultFailures.NameHeld(store, address, refusal);
        }
    }

    private static void NoteWrite(VaultRegistration store)
    {
        if (store.IsSecretStore)
            SecretStoreReload.NoteCurrent();
    }

    private TimeSpan Refresh(string? vault, bool beforeWriting)
    {
        var store = Resolve(vault);
        if (!store.IsSecretStore)
            return TimeSpan.Zero;
        // Before anything is written: SecretStore would begin a new file, and the old one's secrets would look never
        // stored.
        if (SecretStoreReload.LostFile() is { } lost)
            throw VaultFailures.FileGone(vault, lost);
        var stale = SecretStoreReload.MayBeStale();
        if (!stale && !beforeWriting)
            return TimeSpan.Zero;

        var authentication = Call(vault, VaultScripts.Authentication)
            .Select(value => (string)value.BaseObject)
            .Single();
        if (string.Equals(authentication, "None", StringComparison.Ordinal))
        {
            // Cheap, so before a write it is not left to the file's time, which counts in ticks of milliseconds.
            Call(vault, VaultScripts.Reload);
            SecretStoreReload.NoteCurrent();
            return TimeSpan.Zero;
        }

        if (!stale || !beforeWriting)
            return TimeSpan.Zero;
        var wait = SecretStoreReload.AskStoreToReload();
        cmdlet.WriteVerbose(
            UiText.Of(
                $"Waiting {wait.TotalSeconds:0} s until SecretStore has read what another process may have written.",
                $"Czekam {wait.TotalSeconds:0} s, aż SecretStore odczyta to, co mógł zapisać inny proces."
            )
        );
        return wait;
    }

    private HashSet<string> List(string? vault)
    {
        var store = Resolve(vault);
        var names = Call(vault, VaultScripts.List, store.Name)
            .Select(name => name.BaseObject)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Count == 0 && IsClosed(store) ? throw VaultFailures.Closed(store) : names;
    }

    /// <summary>
    /// Whether a vault says itself that it cannot be used. One that keeps its file in memory (KeePass) lets go of it
    /// when another process has changed the file: it shows nothing, and takes writes without keeping them.
    /// </summary>
    private bool IsClosed(VaultRegistration store) =>
        !store.IsSecretStore
        && Invoke(VaultScripts.Test, store.Name).Select(said => said.BaseObject).OfType<bool>().All(isOpen => !isOpen);

    private Dictionary<string, SecretText> Read(string? vault, IReadOnlyCollection<string> names)
    {
        var found = new Dictionary<string, SecretText>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in Call(vault, VaultScripts.Read, Resolve(vault).Name, names.ToArray()))
        {
            var name = (string)pair.Properties["Name"].Value;
            found[name] = TextOf(vault, name, pair.Properties["Secret"].Value);
        }

        return found;
    }

    private static SecretText TextOf(string? vault, string name, object? secret) =>
        (secret is PSObject wrapped ? wrapped.BaseObject : secret) switch
        {
            SecureString text => new(new NetworkCredential(userName: null, text).Password),
            string text => new(text),
            PSCredential credential => new(credential.GetNetworkCredential().Password),
            var other => throw VaultFailures.WrongType(new(vault, name), other?.GetType()),
        };

    /// <summary>The vault's registration; the default vault's where no name is given.</summary>
    private VaultRegistration Resolve(string? vault)
    {
        if (_registrations.TryGetValue(vault ?? "", out var known))
            return known;
        var found = Call(vault, VaultScripts.Registration, vault).SingleOrDefault();
        return found is null
            ? throw VaultFailures.NotRegistered(vault)
            : _registrations[vault ?? ""] = new(
                (string)found.Properties["Name"].Value,
                (string)found.Properties["ModuleName"].Value
            )
            {
                AzureName = found.Properties["AzureName"].Value as string,
                Subscription = found.Properties["Subscription"].Value as string,
            };
    }

    private Collection<PSObject> Call(string? vault, string script, params object?[] arguments)
    {
        try
        {
            return Invoke(script, arguments);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException exception)
        {
            var store = _registrations.GetValueOrDefault(vault ?? "");
            var failure = VaultFailures.From(vault, exception, store);
            throw failure.Failure is SecretVaultFailure.Other && store is not null && IsClosed(store)
                ? VaultFailures.Closed(store, exception)
                : failure;
        }
    }

    private Collection<PSObject> Invoke(string script, params object?[] arguments)
    {
        OneCaller.Wait(stop);
        using var errors = new ErrorsAsTheyWere(cmdlet);
        try
        {
            return cmdlet.InvokeCommand.InvokeScript(
                useLocalScope: true,
                cmdlet.InvokeCommand.NewScriptBlock(script),
                input: null,
                arguments
            );
        }
        finally
        {
            OneCaller.Release();
        }
    }
}

using System.Management.Automation;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>What the commands share: vaults by name, and SecretManagement's errors with its own identifiers.</summary>
public abstract class SecretCmdlet : PSCmdlet
{
    internal SecretVaultInfo FindVault(string name)
    {
        if (VaultRegistry.Find(name) is { } found)
            return found;
        ThrowTerminatingError(
            new ErrorRecord(
                new PSInvalidOperationException($"Vault not found in registry: {name}"),
                "GetSecretVaultNotFound",
                ErrorCategory.ObjectNotFound,
                this
            )
        );
        throw new PipelineStoppedException();
    }

    internal IVault Open(SecretVaultInfo vault) =>
        vault.ModuleName == FileVault.ModuleName ? new FileVault(vault.Name) : new ExtensionVault(vault, this);

    /// <summary>The vaults whose names fit; an error for a plain name that none has.</summary>
    internal IEnumerable<SecretVaultInfo> FindVaults(string[]? names, string errorId)
    {
        foreach (var name in names ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            var found = VaultRegistry.All.Where(vault => pattern.IsMatch(vault.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(
                    new ErrorRecord(
                        new ItemNotFoundException($"Vault {name} does not exist in registry."),
                        errorId,
                        ErrorCategory.ObjectNotFound,
                        this
                    )
                );
            foreach (var vault in found)
                yield return vault;
        }
    }

    /// <summary>A vault's own failure is an error of the command, which goes on.</summary>
    internal T? Try<T>(Func<T> call, string errorId, string message)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is not (PipelineStoppedException or PasswordRequiredException))
        {
            WriteError(
                new ErrorRecord(
                    new PSInvalidOperationException(message, exception),
                    errorId,
                    ErrorCategory.InvalidOperation,
                    this
                )
            );
            return default;
        }
    }

    internal void Try(Action call, string errorId, string message) =>
        Try(
            () =>
            {
                call();
                return true;
            },
            errorId,
            message
        );
}

using System.Text.Json;

namespace Microsoft.PowerShell.SecretManagement.Vaults;

/// <summary>The registered vaults, in a file of the practice folder.</summary>
internal static class VaultRegistry
{
    /// <summary>
    /// Names the folder of all that is practised. Without it no command works, so that nobody takes this module for
    /// the real one.
    /// </summary>
    internal const string FolderVariable = "KSEFTOOLS_PRACTICE_FOLDER";

    internal static string Folder =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : throw new InvalidOperationException(
                $"This is a stand-in for SecretManagement, for practice alone: {FolderVariable} names no folder."
            );

    private static string RegistryFile => Path.Join(Folder, "vaults.json");

    /// <summary>All vaults, ordered by name.</summary>
    internal static IReadOnlyList<SecretVaultInfo> All =>
        File.Exists(RegistryFile)
            ? JsonSerializer.Deserialize<List<SecretVaultInfo>>(File.ReadAllText(RegistryFile))!
            : [];

    /// <summary>The vault that serves where none is named.</summary>
    internal static SecretVaultInfo? Default => All.FirstOrDefault(vault => vault.IsDefault);

    internal static SecretVaultInfo? Find(string name) =>
        All.FirstOrDefault(vault => vault.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds or replaces a vault. A new default takes that place from the one before.</summary>
    internal static void Add(SecretVaultInfo added) =>
        Write(
            Others(added.Name)
                .Select(vault => vault with { IsDefault = vault.IsDefault && !added.IsDefault })
                .Append(added)
        );

    internal static void Remove(string name) => Write(Others(name));

    private static IEnumerable<SecretVaultInfo> Others(string name) =>
        All.Where(vault => !vault.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void Write(IEnumerable<SecretVaultInfo> vaults) =>
        PrivateFile.Write(
            RegistryFile,
            JsonSerializer.Serialize(vaults.OrderBy(vault => vault.Name, StringComparer.OrdinalIgnoreCase))
        );
}

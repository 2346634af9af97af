using System.Collections;
using System.Collections.ObjectModel;

namespace Microsoft.PowerShell.SecretManagement;

/// <summary>What a vault says of a secret without showing it.</summary>
public sealed class SecretInformation(string name, SecretType type, string vaultName)
{
    public SecretInformation(string name, SecretType type, string vaultName, Hashtable? metadata)
        : this(name, type, vaultName) =>
        Metadata = new ReadOnlyDictionary<string, object?>(
            (metadata ?? [])
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase)
        );

    public string Name { get; } = name;

    public SecretType Type { get; } = type;

    public string VaultName { get; } = vaultName;

    public IReadOnlyDictionary<string, object?> Metadata { get; } = ReadOnlyDictionary<string, object?>.Empty;
}

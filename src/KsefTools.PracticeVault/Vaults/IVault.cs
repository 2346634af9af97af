namespace Microsoft.PowerShell.SecretManagement.Vaults;

/// <summary>What keeps the secrets of one registered vault.</summary>
internal interface IVault
{
    /// <summary>The secret, or null where there is none of that name.</summary>
    object? Get(string name);

    /// <summary>The secrets whose name fits a wildcard pattern.</summary>
    IReadOnlyList<SecretInformation> List(string filter);

    /// <summary>Adds or replaces.</summary>
    void Set(string name, object secret);

    void Remove(string name);

    bool Test();
}

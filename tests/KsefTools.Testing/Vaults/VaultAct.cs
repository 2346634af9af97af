namespace KsefTools.Testing.Vaults;

/// <summary>What a vault is asked to do.</summary>
public enum VaultAct
{
    List,
    Read,
    Write,
    Remove,
}

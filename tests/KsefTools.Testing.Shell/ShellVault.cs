namespace KsefTools.Testing.Shell;

/// <summary>Where an office's secrets are during a day in PowerShell.</summary>
public enum ShellVault
{
    /// <summary>The practice vault of the stand-in for SecretManagement.</summary>
    StandIn,

    SecretStore,

    SecretStoreWithPassword,

    /// <summary>A vault of the tests' own, which takes 25 KB a secret.</summary>
    Small,
}

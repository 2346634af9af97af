namespace KsefTools.Practice;

/// <summary>Where SecretManagement comes from in a PowerShell that this repository starts.</summary>
public enum SecretSource
{
    /// <summary>SecretManagement and SecretStore as installed on this machine.</summary>
    Installed,

    /// <summary>The same, saved from the PowerShell Gallery into a folder of this repository.</summary>
    Gallery,

    /// <summary>The stand-in of this repository, which has no SecretStore.</summary>
    StandIn,
}

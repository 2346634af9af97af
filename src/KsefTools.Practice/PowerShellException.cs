namespace KsefTools.Practice;

/// <summary>A PowerShell did not do what it was started for; the message is what it said.</summary>
public sealed class PowerShellException(string message) : Exception(message);

namespace KsefTools.Demo.Shell;

/// <summary>PowerShell did not do what it was started for; the message is what it said.</summary>
public sealed class ShellFailureException(string message) : Exception(message);

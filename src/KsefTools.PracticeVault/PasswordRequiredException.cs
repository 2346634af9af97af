namespace Microsoft.PowerShell.SecretManagement;

/// <summary>A vault is locked. Extensions throw it; the commands let it through.</summary>
public sealed class PasswordRequiredException(string message) : InvalidOperationException(message);

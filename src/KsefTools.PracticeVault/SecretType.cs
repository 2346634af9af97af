namespace Microsoft.PowerShell.SecretManagement;

/// <summary>What a secret is.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "SecretManagement's own names.")]
public enum SecretType
{
    Unknown,
    ByteArray,
    String,
    SecureString,
    PSCredential,
    Hashtable,
}

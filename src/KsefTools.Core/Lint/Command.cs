namespace KsefTools.Core.Lint;

/// <summary>Remedies that several checks have in common.</summary>
internal static class Command
{
    public static string Edit(string path) => CommandText.Of("Invoke-Item").With("LiteralPath", path);

    public static string Rename(string path, string name) =>
        CommandText.Of("Rename-Item").With("LiteralPath", path).With("NewName", name);

    public static string Delete(string path) => CommandText.Of("Remove-Item").With("LiteralPath", path);

    /// <summary>The command asks for the token itself.</summary>
    public static string StoreToken(string nip) => CommandText.Of("Set-KsefCredential").With(nip);

    public static string ShowSecret(string? vault, string name) =>
        CommandText.Of("Get-SecretInfo").With("Vault", vault).With("Name", name);

    public static string RemoveSecret(string? vault, string name) =>
        CommandText.Of("Remove-Secret").With("Vault", vault).With("Name", name);
}

namespace KsefTools.Core.Lint;

/// <summary>Remedies as commands that can be pasted into pwsh.</summary>
internal static class Command
{
    public static string Edit(string path) => $"Invoke-Item -LiteralPath {Quote(path)}";

    public static string Rename(string path, string name) =>
        $"Rename-Item -LiteralPath {Quote(path)} -NewName {Quote(name)}";

    public static string Delete(string path) => $"Remove-Item -LiteralPath {Quote(path)}";

    public static string StoreToken(string nip) => $"Set-KsefCredential -Nip {nip} -Token (Read-Host -AsSecureString)";

    public static string RemoveSecret(string? vault, string name) =>
        vault is null
            ? $"Remove-Secret -Name {Quote(name)}"
            : $"Remove-Secret -Vault {Quote(vault)} -Name {Quote(name)}";

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

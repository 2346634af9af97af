using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.Json;

namespace Microsoft.PowerShell.SecretManagement.Vaults;

/// <summary>The practice vault: a file for each secret, in plain text.</summary>
internal sealed class FileVault(string name) : IVault
{
    /// <summary>What to register it by, in place of a module.</summary>
    internal const string ModuleName = "KsefTools.PracticeVault";

    private string Folder => Path.Join(VaultRegistry.Folder, Uri.EscapeDataString(name));

    public object? Get(string name)
    {
        try
        {
            var kept = Read(FileOf(name));
            return kept.Type switch
            {
                SecretType.ByteArray => Convert.FromBase64String(kept.Text),
                SecretType.SecureString => Secure(kept.Text),
                SecretType.PSCredential => new PSCredential(kept.User, Secure(kept.Text)),
                _ => kept.Text,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyList<SecretInformation> List(string filter)
    {
        var pattern = new WildcardPattern(filter, WildcardOptions.IgnoreCase);
        return Directory.Exists(Folder)
            ?
            [
                .. from file in Directory.EnumerateFiles(Folder, "*.json")
                let kept = Read(file)
                where pattern.IsMatch(kept.Name)
                select new SecretInformation(kept.Name, kept.Type, name),
            ]
            : [];
    }

    public void Set(string name, object secret) =>
        PrivateFile.Write(
            FileOf(name),
            JsonSerializer.Serialize(
                secret switch
                {
                    string text => new Kept(name, SecretType.String, text, null),
                    byte[] bytes => new Kept(name, SecretType.ByteArray, Convert.ToBase64String(bytes), null),
                    SecureString secure => new Kept(name, SecretType.SecureString, Plain(secure), null),
                    PSCredential person => new Kept(
                        name,
                        SecretType.PSCredential,
                        Plain(person.Password),
                        person.UserName
                    ),
                    _ => throw new PSNotSupportedException($"The practice vault keeps no {secret.GetType().Name}."),
                }
            )
        );

    public void Remove(string name)
    {
        if (!File.Exists(FileOf(name)))
            throw new ItemNotFoundException($"The practice vault has no secret {name}.");
        File.Delete(FileOf(name));
    }

    public bool Test() => true;

    private static Kept Read(string file) => JsonSerializer.Deserialize<Kept>(File.ReadAllText(file))!;

    private static SecureString Secure(string text) => new NetworkCredential(null, text).SecurePassword;

    private static string Plain(SecureString text) => new NetworkCredential(null, text).Password;

    // Names differ in more than case here as in SecretStore.
    private string FileOf(string name) => Path.Join(Folder, $"{Uri.EscapeDataString(name.ToUpperInvariant())}.json");

    private sealed record Kept(string Name, SecretType Type, string Text, string? User);
}

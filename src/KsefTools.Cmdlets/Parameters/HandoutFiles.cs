using KsefTools.Cmdlets.Errors;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>What the path of an export names: a file, the portal's two files, or a folder for them.</summary>
internal static class HandoutFiles
{
    /// <summary>What a file's ending says is written.</summary>
    internal static CertificateFileFormat FormatOf(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER"
            ? CertificateFileFormat.Pem
            : CertificateFileFormat.Pfx;

    /// <summary>The file; of the portal's two, without an ending. In a folder it gets the secret's name.</summary>
    internal static string PathOf(string destination, CertificateFileFormat format, SecretAddress secret)
    {
        var inFolder = Directory.Exists(destination);
        var path =
            !inFolder ? destination
            : format is CertificateFileFormat.Portal ? Path.Join(destination, PortalRules.NameOf(secret.Name))
            : Path.Join(destination, secret.Name);
        return format switch
        {
            CertificateFileFormat.Portal when !inFolder && IsPortals(path) => path[..^4],
            CertificateFileFormat.Portal => path,
            _ when !inFolder => path,
            CertificateFileFormat.Pem => $"{path}.pem",
            _ => $"{path}.pfx",
        };
    }

    /// <summary>Refuses what the portal would, before anything leaves the vault.</summary>
    /// <exception cref="ShellException">The name or the password does not keep its rules.</exception>
    internal static void RequirePortal(string path, SecretText password)
    {
        if (PortalRules.RefusalOfName(Path.GetFileName(path)) is { } name)
            throw new ShellException(ErrorKinds.PortalRuleBroken, name);
        if (PortalRules.RefusalOfPassword(password.Reveal()) is { } rule)
            throw new ShellException(ErrorKinds.PortalRuleBroken, rule);
    }

    private static bool IsPortals(string path) => Path.GetExtension(path).ToUpperInvariant() is ".CRT" or ".KEY";
}

using System.Management.Automation;
using System.Net;
using System.Security;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion.Numbers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A cmdlet that is given a certificate with its key: in files, or in the user's certificate store.</summary>
public abstract class KeyMaterialCmdlet : OfficeCmdlet
{
    private protected const string ByFile = "File";
    private protected const string ByLiteralFile = "LiteralFile";
    private protected const string ByStore = "Store";

    /// <summary>A PFX, a PEM file, or the portal's .crt; a pattern that matches one file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string CertificatePath { get; set; } = "";

    /// <summary>As CertificatePath, and its name and the one of KeyPath are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralFile)]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The key's file; without it, the certificate's own file or the .key beside it.</summary>
    [Parameter(ParameterSetName = ByFile)]
    [Parameter(ParameterSetName = ByLiteralFile)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? KeyPath { get; set; }

    /// <summary>Opens the PFX or the key: Read-Host -AsSecureString.</summary>
    [Parameter(ParameterSetName = ByFile)]
    [Parameter(ParameterSetName = ByLiteralFile)]
    [SecretTransformation(nameof(Password))]
    public SecureString? Password { get; set; }

    /// <summary>The SHA-1 thumbprint of a certificate in the user's personal store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByStore)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ThumbprintCompleter))]
    public string Thumbprint { get; set; } = "";

    /// <summary>Reads what the parameters name; decrypted in memory only.</summary>
    /// <exception cref="KeyMaterialException">It is not exactly one certificate with its key.</exception>
    private protected KeyMaterial ReadMaterial() =>
        ParameterSetName switch
        {
            ByStore => KeyMaterialReader.FromStore(Thumbprint),
            ByLiteralFile => FromFiles(LiteralPath, FilePaths.Full),
            _ => FromFiles(CertificatePath, FilePaths.One),
        };

    private KeyMaterial FromFiles(string certificate, Func<PSCmdlet, string, string> find) =>
        KeyMaterialReader.FromFiles(
            find(this, certificate),
            KeyPath is null ? null : find(this, KeyPath),
            Password is null ? null : Reveal(Password)
        );

    internal static SecretText Reveal(SecureString secret) =>
        new(new NetworkCredential(userName: null, secret).Password);
}

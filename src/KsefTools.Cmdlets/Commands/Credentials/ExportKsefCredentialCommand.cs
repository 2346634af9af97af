using System.Management.Automation;
using System.Security;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Writes clients' certificates with their keys into files under a password, readable by their owner only, for programs
/// that need a file. The journal records what left the vault.
/// </summary>
[Cmdlet(VerbsData.Export, "KsefCredential", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKsefCredentialCommand : OfficeCmdlet
{
    /// <summary>The clients' NIPs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>The file; or a folder, in which the file gets the secret's name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Encrypts the key: Read-Host -AsSecureString.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation(nameof(Password))]
    public SecureString Password { get; set; } = new();

    /// <summary>Which certificate, when a client has several.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Pfx or Pem; without it, by the file's ending, else Pfx.</summary>
    [Parameter]
    public CertificateFileFormat? Format { get; set; }

    /// <summary>Replaces a file that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file's object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        if (Password.Length == 0)
            ThrowTerminatingError(ErrorRecords.Of(ShellErrors.PasswordEmpty(), Path));
        foreach (var nip in Nip)
            Guard(nip, () => Export(office, FindProfile(office, nip)));
    }

    private void Export(OfficeFolder office, ClientProfile profile)
    {
        var credential = Choose(office, profile);
        var destination = GetUnresolvedProviderPathFromPSPath(Path);
        var format = Format ?? FormatOf(destination);
        if (Directory.Exists(destination))
            destination = System.IO.Path.Join(
                destination,
                $"{credential.SecretName}{(format is CertificateFileFormat.Pem ? ".pem" : ".pfx")}"
            );
        var secret = new SecretAddress(credential.Vault, credential.SecretName!);
        var action = UiText.Of(
            $"Export {secret} with its key to {destination}",
            $"Eksport {secret} z kluczem do {destination}"
        );
        if (!ShouldProcess($"{profile.Nip} ({profile.Name})", action))
            return;

        var handout = new CertificateHandout(office, SecretVault, TimeProvider.System);
        var password = KeyMaterialCmdlet.Reveal(Password);
        Run(cancellation => handout.WriteAsync(secret, destination, format, password, Force, cancellation));
        if (PassThru)
            WriteObject(new FileInfo(destination));
    }

    private KsefCredential Choose(OfficeFolder office, ClientProfile profile)
    {
        var found = profile
            .ToKsefCredentials(office)
            .Where(credential => credential is { Kind: CredentialKind.Certificate, SecretName: not null })
            .Where(credential =>
                SecretName is null
                || string.Equals(credential.SecretName, SecretName, StringComparison.OrdinalIgnoreCase)
            )
            .ToList();
        return found switch
        {
            [var only] => only,
            [] => throw ShellErrors.CertificateNotFound(profile),
            _ => throw ShellErrors.CredentialAmbiguous(profile, found.Select(credential => credential.SecretName)),
        };
    }

    private static CertificateFileFormat FormatOf(string path) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER"
            ? CertificateFileFormat.Pem
            : CertificateFileFormat.Pfx;
}

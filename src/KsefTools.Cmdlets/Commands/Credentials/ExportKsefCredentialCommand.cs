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
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Writes clients' certificates with their keys into files under a password, readable by their owner only, for programs
/// that need a file. The journal records what left the vault.
/// </summary>
[Cmdlet(VerbsData.Export, "KsefCredential", SupportsShouldProcess = true, DefaultParameterSetName = ByIdentity)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKsefCredentialCommand : OfficeCmdlet
{
    private const string ByNip = "Nip";
    private const string ByIdentity = "Identity";

    /// <summary>The clients' NIPs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByNip
    )]
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByIdentity)]
    [AllowNull]
    [AllowEmptyCollection]
    [NipTransformation(MayNameOther = true)]
    [ValidateNip(Else = new[] { nameof(Path), nameof(Identity) })]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[]? Nip { get; set; }

    /// <summary>Identities of the office, for their own certificates.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByIdentity)]
    [TidyText]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[]? Identity { get; set; }

    /// <summary>The file; or a folder, in which the file gets the secret's name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Encrypts the key: Read-Host -AsSecureString.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation(nameof(Password), IsAsked = true)]
    public SecureString Password { get; set; } = new();

    /// <summary>Which certificate, when a client has several.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Pfx, Pem or Portal; without it, by the file's ending, else Pfx.</summary>
    [Parameter]
    public CertificateFileFormat? Format { get; set; }

    /// <summary>Who gets it, for the register.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string? To { get; set; }

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
        if (SecretName is null && IsPipedAs(nameof(SecretName)))
        {
            WriteFailure(ShellErrors.InputNamesNobody([nameof(SecretName)]), target: null);
            return;
        }
        var names = (Identity ?? []).Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (!IsNamed(names.Count > 0 || Nip is { Length: > 0 }, nameof(Nip), nameof(Identity)))
            return;
        if (names.Count == 0 && Nip is null)
            ThrowTerminatingError(ErrorRecords.Of(ShellErrors.InputNamesNobody([nameof(Nip), nameof(Identity)]), Path));
        foreach (var nip in Nip ?? [])
            Guard(nip, () => Export(office, FindProfile(office, nip)));
        // A client that is piped in gives the certificate of the identity that serves it already.
        if (Nip is null || !MyInvocation.ExpectingInput)
            foreach (var name in names)
                Guard(name, () => Export(office, name));
    }

    private void Export(OfficeFolder office, ClientProfile profile)
    {
        var credential = Choose(office, profile);
        var secret = new SecretAddress(credential.Vault, credential.SecretName!);
        var order = Order(secret) with { Nip = profile.Nip.Value, Identity = credential.Identity };
        Export(office, $"{profile.Nip} ({profile.Name})", order);
    }

    private void Export(OfficeFolder office, string name)
    {
        var identity = office.FindIdentity(name) ?? throw ShellErrors.IdentityNotFound(office, name);
        if (
            identity.Secret is null
            || !(SecretName ?? identity.Secret).Equals(identity.Secret, StringComparison.Ordinal)
        )
            throw ShellErrors.CertificateNotFound(identity);
        Export(office, identity.Name, Order(identity.SecretAddressOf(office)) with { Identity = identity.Name });
    }

    private HandoutOrder Order(SecretAddress secret)
    {
        var destination = FilePaths.Full(this, Path);
        var format = Format ?? HandoutFiles.FormatOf(destination);
        return new HandoutOrder(secret, HandoutFiles.PathOf(destination, format, secret), format, Force) { To = To };
    }

    private void Export(OfficeFolder office, string whose, HandoutOrder order)
    {
        var password = KeyMaterialCmdlet.Reveal(Password);
        if (order.Format is CertificateFileFormat.Portal)
            HandoutFiles.RequirePortal(order.Path, password);
        var files = string.Join(", ", order.Paths);
        var action = UiText.Of(
            $"Export {order.Secret} with its key to {files}",
            $"Eksport {order.Secret} z kluczem do {files}"
        );
        if (!ShouldProcess(whose, action))
            return;

        var handout = new CertificateHandout(office, SecretVault, TimeProvider.System);
        var details = Run(cancellation => handout.WriteAsync(order, password, cancellation));
        if (To is not null && details.IsPerson)
            WriteWarning(
                UiText.Of(
                    $"{order.Secret} is a person's certificate. By the Ministry's handbook nobody else may use it; a "
                        + $"company's seal is meant for that. Handed to: {To}.",
                    $"{order.Secret} to certyfikat osoby. Według podręcznika Ministerstwa nikt inny nie może go "
                        + $"używać; do tego służy pieczęć firmy. Przekazano: {To}."
                )
            );
        if (PassThru)
            foreach (var path in order.Paths)
                WriteObject(new FileInfo(path));
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
}

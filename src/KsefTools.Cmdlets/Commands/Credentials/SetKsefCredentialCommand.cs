using System.Management.Automation;
using System.Security;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tokens;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Stores a client's token or certificate: in the vault first, read back and compared, then its name in the profile.
/// What was made for somebody else is refused.
/// </summary>
[Cmdlet(VerbsCommon.Set, "KsefCredential", SupportsShouldProcess = true, DefaultParameterSetName = ByToken)]
[OutputType(typeof(KsefCredential))]
public sealed class SetKsefCredentialCommand : KeyMaterialCmdlet
{
    private const string ByToken = "Token";

    /// <summary>The client's NIP.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string Nip { get; set; } = "";

    /// <summary>The token: Read-Host -AsSecureString.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByToken)]
    [SecretTransformation(nameof(Token), IsAsked = true)]
    public SecureString Token { get; set; } = new();

    /// <summary>Which of a client's several credentials to replace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Another vault than the office's.</summary>
    [Parameter]
    [TidyText]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Who generated the token.</summary>
    [Parameter(ParameterSetName = ByToken)]
    [ArgumentCompleter(typeof(AuthorCompleter))]
    [ValidatePlainText]
    public string? GeneratedBy { get; set; }

    /// <summary>The day on which it was generated.</summary>
    [Parameter(ParameterSetName = ByToken)]
    public DateTime? GeneratedOn { get; set; }

    /// <summary>Writes the credential.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(
            Nip,
            () =>
            {
                var profile = FindProfile(office, Nip);
                if (ParameterSetName is ByToken)
                    StoreToken(office, profile);
                else
                    StoreCertificate(office, profile);
            }
        );
    }

    private void StoreToken(OfficeFolder office, ClientProfile profile)
    {
        var secret = new SecretText(Reveal(Token).Reveal().Trim());
        if (!TokenText.TryParse(secret, out var token))
            throw ShellErrors.TokenMalformed(profile);
        if (token.Context is { } context && !context.IsOf(ContextIdentifier.Of(profile.Nip)))
            throw ShellErrors.TokenOfAnotherClient(profile, context.ToString());

        var index = Index(profile, CredentialKind.Token);
        var order = new TokenToKeep(profile.Nip, token, index is { } at ? profile.Access[at].Secret : null)
        {
            Vault = Vault,
            GeneratedBy = GeneratedBy,
            GeneratedOn = GeneratedOn is { } day ? DateOnly.FromDateTime(day) : null,
        };
        var keeper = new TokenKeeper(office, SecretVault, SecretHomes.OfUser(), TimeProvider.System);
        var place = Run(cancellation => keeper.PlanAsync(order, cancellation));
        if (!ShouldStore(profile, $"token {token.Reference}", $"tokena {token.Reference}", place))
            return;

        var (stored, before) = Run(cancellation => keeper.StoreAsync(order, cancellation));
        if (before is not null && SecretUse.AddressOf(office, before) is var former && former != stored)
            WriteWarning(Notes.FormerSecret(former));
        else if (before?.Reference is { } reference && reference != token.Reference.Value)
            WriteWarning(Notes.FormerToken(reference));
        WriteStored(office, stored);
    }

    private void StoreCertificate(OfficeFolder office, ClientProfile profile)
    {
        using var material = ReadMaterial();
        var holder = CertificateHolder.OfClient(profile.Nip);
        var keeper = new CertificateKeeper(office, SecretVault, TimeProvider.System);
        var address = keeper.Plan(holder, material.Details, Vault);
        var serial = material.Details.SerialNumber;
        if (!ShouldStore(profile, $"certificate {serial}", $"certyfikatu {serial}", address))
            return;

        var replaces = Index(profile, CredentialKind.Certificate) is { } at ? profile.Access[at] : null;
        var former = replaces is null ? address : SecretUse.AddressOf(office, replaces);
        Run(cancellation => keeper.StoreAsync(holder, material, address, replaces, cancellation));
        if (former != address)
            WriteWarning(Notes.FormerCertificate(former));
        WriteStored(office, address);
    }

    private int? Index(ClientProfile profile, CredentialKind kind) =>
        CredentialChoice.IndexOf(profile, SecretName, entry => entry.Kind == kind && entry.Secret is not null);

    private bool ShouldStore(ClientProfile profile, string english, string polish, SecretAddress address) =>
        ShouldProcess(
            $"{profile.Nip} ({profile.Name})",
            UiText.Of($"Store {english} as {address}", $"Zapis {polish} jako {address}")
        );

    private void WriteStored(OfficeFolder office, SecretAddress secret)
    {
        if (!PassThru)
            return;
        var profile = FindProfile(office, Nip);
        var stored = profile.Access.First(entry => entry.IsOf(secret.Name, secret.Vault, office));
        WriteObject(profile.ToKsefCredential(stored, office));
    }
}

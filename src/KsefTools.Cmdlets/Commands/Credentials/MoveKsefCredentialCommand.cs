using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Moves clients' credentials to another vault: copied, read back, named in the office's files, then removed from the
/// former one. Nothing changes in KSeF.
/// </summary>
[Cmdlet(VerbsCommon.Move, "KsefCredential", SupportsShouldProcess = true)]
[OutputType(typeof(KsefCredential))]
public sealed class MoveKsefCredentialCommand : OfficeCmdlet
{
    private const string OfClient = "Nip";
    private const string OfIdentity = "Identity";

    /// <summary>The clients' NIPs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = OfClient
    )]
    [NipTransformation]
    [ValidateNip(Else = new[] { nameof(Vault), nameof(Identity) })]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>Identities of the office, for their certificates.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfIdentity)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string[] Identity { get; set; } = [];

    /// <summary>The vault to which they go, by its registered name.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string Vault { get; set; } = "";

    /// <summary>Which of a client's; without it, all that have a secret of their own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = OfClient)]
    [TidyText]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Writes the moved credentials.</summary>
    [Parameter(ParameterSetName = OfClient)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var name in Identity)
            Guard(name, () => Move(office, name));
        foreach (var nip in Nip)
            Guard(nip, () => Move(office, FindProfile(office, nip)));
    }

    private void Move(OfficeFolder office, string name)
    {
        var identity = office.FindIdentity(name) ?? throw ShellErrors.IdentityNotFound(office, name);
        if (identity.Secret is null)
            throw ShellErrors.CertificateNotFound(identity);
        Move(office, identity.Name, identity.SecretAddressOf(office), nip: null);
    }

    private void Move(OfficeFolder office, ClientProfile profile)
    {
        // An object without a secret's name, as a client without a credential is, does not mean all of them.
        if (SecretName is null && IsPipedAs(nameof(SecretName)))
            throw ShellErrors.InputNamesNobody([nameof(SecretName)]);
        var entries = profile
            .Access.Where(entry => entry.Secret is not null)
            .Where(entry => SecretName is null || entry.Secret!.Equals(SecretName, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (entries.Count == 0)
            throw ShellErrors.CredentialNotFound(profile, SecretName);
        var (nip, whose) = (profile.Nip.Value, $"{profile.Nip} ({profile.Name})");
        var moved = entries
            .Select(entry => SecretUse.AddressOf(office, entry))
            .Distinct()
            .Where(secret => Move(office, whose, secret, nip))
            .Select(secret => secret.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (PassThru)
            WriteObject(
                FindProfile(office, nip)
                    .ToKsefCredentials(office)
                    .Where(credential => credential.SecretName is { } name && moved.Contains(name))
                    .ToList(),
                enumerateCollection: true
            );
    }

    private bool Move(OfficeFolder office, string whose, SecretAddress secret, string? nip)
    {
        var action = UiText.Of($"Move {secret} to {Vault}", $"Przeniesienie {secret} do {Vault}");
        if (!ShouldProcess(whose, action))
            return false;
        var move = new SecretMove(office, SecretVault, TimeProvider.System);
        foreach (var kept in Run(cancellation => move.MoveAsync(secret, Vault, nip, cancellation)))
            WriteWarning(kept.ToString());
        return true;
    }
}

using System.Management.Automation;
using System.Net;
using System.Security;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Stores a client's token: in the vault first, read back and compared, then its name in the profile. A token that was
/// made for somebody else is refused.
/// </summary>
[Cmdlet(VerbsCommon.Set, "KsefCredential", SupportsShouldProcess = true)]
[OutputType(typeof(KsefCredential))]
public sealed class SetKsefCredentialCommand : OfficeCmdlet
{
    /// <summary>The client's NIP.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string Nip { get; set; } = "";

    /// <summary>The token: Read-Host -AsSecureString.</summary>
    [Parameter(Mandatory = true)]
    public SecureString Token { get; set; } = new();

    /// <summary>Which of a client's several credentials to replace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>Another vault than the office's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Who generated the token.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuthorCompleter))]
    public string? GeneratedBy { get; set; }

    /// <summary>The day on which it was generated.</summary>
    [Parameter]
    public DateTime? GeneratedOn { get; set; }

    /// <summary>Writes the credential.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(Nip, () => Store(office, FindProfile(office, Nip)));
    }

    private void Store(OfficeFolder office, ClientProfile profile)
    {
        var secret = new SecretText(new NetworkCredential(userName: null, Token).Password.Trim());
        if (!TokenText.TryParse(secret, out var token))
            throw ShellErrors.TokenMalformed(profile);
        if (token.Context is { } context && !IsOf(context, profile))
            throw ShellErrors.TokenOfAnotherClient(profile, context.ToString());

        var index = CredentialChoice.IndexOf(
            profile,
            SecretName,
            entry => entry is { Kind: CredentialKind.Token, Secret: not null }
        );
        var before = index is { } at ? profile.Access[at] : null;
        var entry = Entry(office, profile, before, token);
        var address = SecretUse.AddressOf(office, entry);
        var action = UiText.Of(
            $"Store token {token.Reference} as {address}",
            $"Zapis tokena {token.Reference} jako {address}"
        );
        if (!ShouldProcess($"{profile.Nip} ({profile.Name})", action))
            return;

        Run(cancellation =>
            SecretVault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = secret }, cancellation)
        );
        var changed = office.Profiles.Patch(profile.Path, editor => Patch(editor, index, entry));
        WarnOfFormerToken(before, token);
        if (PassThru)
            WriteObject(changed.ToKsefCredential(entry, office));
    }

    private static bool IsOf(ContextIdentifier context, ClientProfile profile) =>
        context.Type switch
        {
            ContextType.Nip => context.Value == profile.Nip.Value,
            // A unit's or an EU identifier begins with the NIP it belongs to.
            ContextType.InternalId or ContextType.NipVatUe => context.Value.StartsWith(
                $"{profile.Nip.Value}-",
                StringComparison.Ordinal
            ),
            _ => false,
        };

    // Who generated the former token says nothing of this one.
    private AccessEntry Entry(OfficeFolder office, ClientProfile profile, AccessEntry? before, TokenText token) =>
        (before ?? new AccessEntry { Kind = CredentialKind.Token }) with
        {
            Secret =
                before?.Secret ?? SecretNames.ForToken(profile.Environment ?? office.Settings.Environment, profile.Nip),
            Vault = Vault ?? before?.Vault,
            Reference = token.Reference.Value,
            GeneratedBy = GeneratedBy,
            GeneratedOn = GeneratedOn is { } day ? DateOnly.FromDateTime(day) : null,
        };

    private static void Patch(ProfileEditor editor, int? index, AccessEntry entry)
    {
        if (index is { } at)
            editor.ReplaceAccess(at, entry);
        else
            editor.AddAccess(entry);
    }

    private void WarnOfFormerToken(AccessEntry? before, TokenText token)
    {
        if (before?.Reference is { } former && former != token.Reference.Value)
            WriteWarning(
                UiText.Of(
                    $"The former token {former} is no longer in the vault, but works in KSeF until it is revoked there.",
                    $"Poprzedniego tokena {former} nie ma już w magazynie, ale działa on w KSeF, dopóki nie zostanie tam unieważniony."
                )
            );
    }
}

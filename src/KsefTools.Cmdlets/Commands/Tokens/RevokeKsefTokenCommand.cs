using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Ending;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Revokes tokens in KSeF for good, closes what they opened and sees that they are dead: tokens of yours by their
/// credentials, any by what Get-KsefToken lists, or all that no profile names. A client's last working access is kept.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "KsefToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KsefTokenChange))]
public sealed class RevokeKsefTokenCommand : OfficeCmdlet
{
    private readonly List<(OfficeFolder Office, TokenEndOrder Order)> _orders = [];

    /// <summary>The clients' NIPs; dashes, spaces and the prefix PL are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>The token's secret, as the profile names it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <summary>The token's number, as Get-KsefToken shows it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyString]
    public string? Reference { get; set; }

    /// <summary>All active tokens of these clients that no profile of the office names.</summary>
    [Parameter]
    public SwitchParameter Unknown { get; set; }

    /// <summary>Revokes a client's last working access, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Clients worked on at the same time; without it, the office's policy.throttle.parallel.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var nip in Nip)
            Guard(nip, () => _orders.Add((office, OrderOf(FindProfile(office, nip)))));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var group in _orders.GroupBy(item => item.Office, item => item.Order))
            GuardAll(group.Key.Path, () => Revoke(group.Key, [.. group.Distinct()]));
    }

    private TokenEndOrder OrderOf(ClientProfile profile)
    {
        var order = new TokenEndOrder(profile) { Unknown = Unknown, Force = Force };
        if (Unknown)
            return order;
        var named = string.IsNullOrEmpty(SecretName) ? null : SecretName;
        if (named is null && !string.IsNullOrEmpty(Reference))
            return order with { Reference = Reference };
        // What was found of a client, and is about no token, does not mean the client's only one.
        if (named is null && IsPipedAs(nameof(SecretName)))
            throw ShellErrors.InputNamesNobody([nameof(SecretName), nameof(Reference)]);
        var index =
            CredentialChoice.IndexOf(profile, named, entry => entry is { Kind: CredentialKind.Token, Secret: not null })
            ?? throw ShellErrors.CredentialNotFound(profile, secretName: null);
        return order with { Entry = profile.Access[index] };
    }

    private void Revoke(OfficeFolder office, IReadOnlyCollection<TokenEndOrder> orders)
    {
        var work = new TokenWork(this, Pump, UiText.Of("Revoking tokens", "Unieważnianie tokenów"));
        var options = work.Options(
            ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel,
            intent =>
                UiText.Of(
                    $"Revoke token {intent.Former} in KSeF for good",
                    $"Nieodwracalne unieważnienie w KSeF tokena {intent.Former}"
                )
        );
        Ask(
            office,
            (ksef, cancellation) =>
                work.WriteAsync(
                    new TokenRevocation(office, ksef.Vault, ksef.Sessions, TimeProvider.System, options).RunAsync(
                        orders,
                        cancellation
                    ),
                    WriteObject
                )
        );
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Has KSeF make tokens for clients, with a certificate or a session that was signed elsewhere: in the vault first,
/// read back, seen to sign in, and only then in the profile. A run that was interrupted is completed by the next one.
/// </summary>
[Cmdlet(VerbsCommon.New, "KsefToken", SupportsShouldProcess = true)]
[OutputType(typeof(KsefTokenChange))]
public sealed class NewKsefTokenCommand : OfficeCmdlet
{
    private readonly List<(OfficeFolder Office, TokenOrder Order)> _orders = [];

    /// <summary>The clients' NIPs; dashes, spaces and the prefix PL are taken.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>What the token is to be let do; without it, what the profile expects.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [ValidatePermission]
    public string[] Permission { get; set; } = [];

    /// <summary>What a person reads of it in KSeF; our mark is added. Without it, the office's name.</summary>
    [Parameter]
    [ValidateLength(1, 200)]
    [ValidatePlainText]
    public string? Description { get; set; }

    /// <summary>Another vault than the office's.</summary>
    [Parameter]
    [TidyText]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>Makes it although it may do more than the profile expects or the policy allows.</summary>
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
            Guard(nip, () => Take(office, nip));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var group in _orders.GroupBy(item => item.Office, item => item.Order))
            GuardAll(group.Key.Path, () => Make(group.Key, [.. group]));
    }

    // A client with two credentials comes twice through the pipeline, and gets one token.
    private void Take(OfficeFolder office, string nip)
    {
        var profile = FindProfile(office, nip);
        if (!_orders.Exists(known => known.Office == office && known.Order.Profile.Nip == profile.Nip))
            _orders.Add(
                (
                    office,
                    new TokenOrder(profile)
                    {
                        Permissions = Permission,
                        Description = Description,
                        Vault = Vault,
                        Force = Force,
                    }
                )
            );
    }

    private void Make(OfficeFolder office, IReadOnlyCollection<TokenOrder> orders)
    {
        var work = new TokenWork(this, Pump, UiText.Of("Making tokens", "Tworzenie tokenów"));
        var options = work.Options(ThrottleLimit ?? office.Settings.Policy.Throttle.Parallel, TokenWork.Add);
        Ask(
            office,
            (ksef, cancellation) =>
                work.WriteAsync(
                    new TokenMaking(office, ksef.Vault, ksef.Sessions, TimeProvider.System, options).RunAsync(
                        orders,
                        cancellation
                    ),
                    WriteObject
                )
        );
    }
}

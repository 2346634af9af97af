using System.Management.Automation;
using KsefTools.Core.Api.Environments;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Shows where this user's secrets may be sent: the Ministry's environments, and the servers that this user approved.
/// The sandbox on this machine needs no approval.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefEnvironment")]
[OutputType(typeof(KsefAllowedEnvironment))]
public sealed class GetKsefEnvironmentCommand : PSCmdlet
{
    /// <summary>Names or addresses, or patterns; without it, all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var patterns = Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        foreach (var environment in AllowedEnvironments.OfUser().List())
            if (patterns.Any(pattern => pattern.IsMatch(environment.Name) || pattern.IsMatch(environment.Address)))
                WriteObject(environment);
    }
}

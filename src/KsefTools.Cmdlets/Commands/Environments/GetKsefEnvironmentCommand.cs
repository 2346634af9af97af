using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Secrets;

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
    [TidyText]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    private static bool IsMeant(KsefAllowedEnvironment environment, WildcardPattern pattern) =>
        pattern.IsMatch(environment.Name) || pattern.IsMatch(environment.Address);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var known = AllowedEnvironments.OfUser().List();
        var patterns = Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        foreach (var environment in known)
            if (patterns.Exists(pattern => IsMeant(environment, pattern)))
                WriteObject(environment);
        // A pattern may find nothing; a name that finds nothing is a typing error.
        foreach (var (name, pattern) in Name.Zip(patterns))
            if (!WildcardPattern.ContainsWildcardCharacters(name) && !known.Any(one => IsMeant(one, pattern)))
                WriteError(ErrorRecords.Of(ShellErrors.EnvironmentNotApproved(QuotedText.Of(name)), name));
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Gets the office's identities: the companies and people that sign in with its certificates.</summary>
[Cmdlet(VerbsCommon.Get, "KsefIdentity")]
[OutputType(typeof(KsefIdentity))]
public sealed class GetKsefIdentityCommand : OfficeCmdlet
{
    /// <summary>Names or patterns; without them, all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    [SupportsWildcards]
    public string[]? Identity { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var names = (Identity ?? []).Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (!IsNamed(names.Count > 0, nameof(Identity)))
            return;
        var all = office.ToKsefIdentities();
        foreach (var text in Identity is null ? ["*"] : names)
        {
            var found = all.Where(identity => ProfileFilter.Matches(text, identity.Identity)).ToList();
            if (found.Count == 0 && !ProfileFilter.IsPattern(text))
                WriteFailure(ShellErrors.IdentityNotFound(office, text), text);
            foreach (var identity in found)
                WriteObject(identity);
        }
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A cmdlet that chooses clients by -Nip, -Name, -Tag, -Environment and -Kind.</summary>
public abstract class ProfileQueryCmdlet : OfficeCmdlet
{
    // A value that turns out empty must not choose the whole office: what follows in the pipeline may remove clients.
    /// <summary>NIPs or patterns; dashes, spaces and the prefix PL are taken.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [NipTransformation(MayNameOther = true)]
    [ArgumentCompleter(typeof(NipCompleter))]
    [SupportsWildcards]
    public virtual string[]? Nip { get; set; }

    /// <summary>Names or patterns.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Tags or patterns; one of a client's tags must match.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TagCompleter))]
    [SupportsWildcards]
    public string[]? Tag { get; set; }

    /// <summary>production, demo, test, an address, or a pattern.</summary>
    [Parameter]
    [EnvironmentTransformation(AllowPatterns = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [SupportsWildcards]
    public string[]? Environment { get; set; }

    /// <summary>Token or Certificate.</summary>
    [Parameter]
    public CredentialKind[]? Kind { get; set; }

    /// <summary>The clients that the parameters choose; what cannot be read or found is written as an error.</summary>
    private protected IEnumerable<ClientProfile> ReadProfiles(OfficeFolder office)
    {
        if (!IsNamed(Nip is { Length: > 0 } && !Nip.Any(string.IsNullOrWhiteSpace), nameof(Nip)))
            yield break;
        foreach (var result in Read(office))
        {
            foreach (var problem in result.Problems)
                if (result.Profile is not null)
                    WriteWarning(problem.ToString());
            if (result.Profile is { } profile)
                yield return profile;
            else
                WriteFailure(new OfficeFileException(result.Problems), result.Path);
        }
    }

    private IEnumerable<ProfileReadResult> Read(OfficeFolder office)
    {
        var filter = new ProfileFilter(Nip, Name, Tag, Environment, Kind);
        var exact = Nip?.Select(ParseExact).ToList();
        if (exact is null || exact.Contains(null))
            return WithMissing(office, office.Profiles.ReadAll(filter, StopToken));

        // A few clients by name, as the pipeline brings them: no need to read a thousand files for each.
        return exact.SelectMany(nip => ReadOne(office, nip!.Value, filter));
    }

    private IEnumerable<ProfileReadResult> ReadOne(OfficeFolder office, ClientId nip, ProfileFilter filter)
    {
        var result = office.Profiles.Read(nip);
        if (result is null)
            WriteFailure(NotFound(office, nip.Value), nip.Value);
        else if (result.Profile is null || filter.Matches(result.Profile, office.Settings.Environment))
            yield return result;
    }

    private IReadOnlyList<ProfileReadResult> WithMissing(OfficeFolder office, IReadOnlyList<ProfileReadResult> found)
    {
        foreach (var nip in Nip ?? [])
            if (!ProfileFilter.IsPattern(nip) && !found.Any(result => result.Nip == nip))
                WriteFailure(NotFound(office, nip), nip);
        if (Nip is null)
        {
            var profiles = found.Select(result => result.Profile).OfType<ClientProfile>().ToList();
            RequireEach(
                office,
                nameof(Name),
                Name,
                text => profiles.Exists(one => ProfileFilter.Matches(text, one.Name))
            );
            RequireEach(
                office,
                nameof(Tag),
                Tag,
                text => profiles.Exists(one => one.Tags.Any(tag => ProfileFilter.Matches(text, tag)))
            );
        }
        return found;
    }

    // A pattern may find nobody; a name that finds nobody is a typing error, as a NIP is.
    private void RequireEach(OfficeFolder office, string parameter, string[]? texts, Func<string, bool> isFound)
    {
        foreach (var text in texts ?? [])
            if (!string.IsNullOrWhiteSpace(text) && !ProfileFilter.IsPattern(text) && !isFound(text))
                WriteFailure(ShellErrors.NobodyChosen(office, parameter, text), text);
    }

    private ShellException NotFound(OfficeFolder office, string text) =>
        office.FindIdentity(text) is not null && MyInvocation.MyCommand.Parameters.ContainsKey("Identity")
            ? ShellErrors.IdentityForClient(text)
            : ShellErrors.ProfileNotFound(office, text);

    private static ClientId? ParseExact(string text) =>
        !ProfileFilter.IsPattern(text) && ClientId.TryParse(text, out var nip) ? nip : null;
}

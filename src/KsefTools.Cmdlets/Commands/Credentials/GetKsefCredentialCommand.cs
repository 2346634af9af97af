using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Gets the credentials that profiles name, with what the last audit saw. A client without any gives one object
/// without a secret's name, so that no client is missing from an audit.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefCredential")]
[OutputType(typeof(KsefCredential))]
public sealed class GetKsefCredentialCommand : ProfileQueryCmdlet
{
    /// <summary>What the last audit saw.</summary>
    [Parameter]
    public CredentialStatus[]? Status { get; set; }

    /// <summary>Who generated the credential, or a pattern.</summary>
    [Parameter]
    [TidyText]
    [ArgumentCompleter(typeof(AuthorCompleter))]
    [SupportsWildcards]
    public string[]? GeneratedBy { get; set; }

    /// <summary>Also tokens that a certificate has replaced and that are kept as the way back.</summary>
    [Parameter]
    public SwitchParameter IncludeRetired { get; set; }

    private HashSet<string>? _missing;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        var observations = ObservationStore.Of(office);
        var authors = GeneratedBy
            ?.Select(text => (Text: text, Pattern: WildcardPattern.Get(text, WildcardOptions.IgnoreCase)))
            .ToList();
        _missing ??= [.. (GeneratedBy ?? []).Where(text => !WildcardPattern.ContainsWildcardCharacters(text))];
        foreach (var profile in ReadProfiles(office))
        foreach (var credential in profile.ToCredentialsInUse(office, IncludeRetired).Where(IsOfKind))
        {
            var last = observations.Find(credential);
            if (authors is not null)
            {
                var found = authors.FindAll(author => author.Pattern.IsMatch(credential.GeneratedBy ?? ""));
                if (found.Count == 0)
                    continue;
                _missing.ExceptWith(found.Select(author => author.Text));
            }
            if (Status is not null && (last is null || !Status.Contains(last.Status)))
                continue;
            WriteObject(credential with { Status = last?.Status, TestedAt = last?.TestedAt });
        }
    }

    // A pattern may find nobody; a name that finds nobody is a typing error, as a NIP is.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var text in _missing ?? [])
            WriteFailure(ShellErrors.NobodyChosen(OpenOffice(), nameof(GeneratedBy), text), text);
    }

    private bool IsOfKind(KsefCredential credential) =>
        Kind is null || (credential.Kind is { } kind && Kind.Contains(kind));
}

using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Changes clients' profiles: only the keys that are named, so comments, order and all else stay.</summary>
[Cmdlet(VerbsCommon.Set, "KsefProfile", SupportsShouldProcess = true)]
[OutputType(typeof(KsefProfile))]
public sealed class SetKsefProfileCommand : ProfileTargetCmdlet
{
    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string? Name { get; set; }

    /// <summary>
    /// production, demo, test or an address; null lets the client follow the office. Asks before a client moves.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>All tags, in place of those there are.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [CellTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidatePlainText]
    public string[]? Tag { get; set; }

    /// <summary>Tags to add.</summary>
    [Parameter]
    [CellTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    [ValidatePlainText]
    public string[] AddTag { get; set; } = [];

    /// <summary>Tags to take away.</summary>
    [Parameter]
    [CellTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] RemoveTag { get; set; } = [];

    /// <summary>The person to ask; empty takes it out.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidatePlainText]
    public string? Contact { get; set; }

    /// <summary>The permissions that the client's credential should have.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [CellTransformation]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [ValidatePermission]
    public string[]? ExpectedPermission { get; set; }

    /// <summary>Moves clients to another environment without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Change(OfficeFolder office, ClientProfile profile)
    {
        RequireAllowed(Environment);
        var move = IsBound(nameof(Environment)) ? EnvironmentMove.Of(office, profile, Environment) : null;
        var changes = string.Join("; ", SettingsDifference.Between(profile, ProfileStore.Preview(profile, Edit)));
        // A move whose file says so already, by hand, still has its secrets to answer for.
        if (changes.Length > 0 || move is not null)
        {
            var what = changes.Length > 0 ? changes : $"environment: {Environment}";
            var action = UiText.Of($"Change {profile.Name}: {what}", $"Zmiana ({profile.Name}): {what}");
            if (
                !ShouldProcess(profile.Path, action)
                || (move is not null && !Force && !ShouldContinue(move.Question, EnvironmentMove.Caption))
            )
                return;
            move?.Remember();
            profile = office.Profiles.Patch(profile, Edit);
        }
        if (PassThru)
            WriteObject(profile.ToKsefProfile(office));
    }

    private void Edit(ProfileEditor editor)
    {
        if (Name is not null)
            editor.SetName(Name);
        if (IsBound(nameof(Environment)))
            editor.SetEnvironment(string.IsNullOrEmpty(Environment) ? null : Environment);
        if (IsBound(nameof(Contact)))
            editor.SetContact(string.IsNullOrWhiteSpace(Contact) ? null : Contact);
        if (ExpectedPermission is not null)
            editor.SetPermissions(ExpectedPermission);

        var tags = (Tag ?? editor.Profile.Tags)
            .Concat(AddTag)
            .Except(RemoveTag, StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (!tags.SequenceEqual(editor.Profile.Tags, StringComparer.Ordinal))
            editor.SetTags(tags);
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}

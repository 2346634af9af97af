using System.Globalization;
using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Changes office.yaml: only the keys that are named, so comments, order and all else stay.</summary>
[Cmdlet(VerbsCommon.Set, "KsefOffice", SupportsShouldProcess = true)]
[OutputType(typeof(KsefOffice))]
public sealed class SetKsefOfficeCommand : OfficeCmdlet
{
    /// <summary>A new name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string? Name { get; set; }

    /// <summary>production, demo, test or an address. Asks before clients move.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>The default vault; null for the session's default vault. Moves no secret.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ValidatePlainText]
    [ArgumentCompleter(typeof(VaultCompleter))]
    public string? Vault { get; set; }

    /// <summary>The last day of tokens under the law in force.</summary>
    [Parameter]
    public DateTime TokensEndOn { get; set; }

    /// <summary>The later day that was announced; null where nothing is announced.</summary>
    [Parameter]
    [AllowNull]
    public DateTime? TokensEndAnnounced { get; set; }

    /// <summary>A token older than this should be replaced.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan RotateAfter { get; set; }

    /// <summary>A token that has not signed in for this long counts as unused.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan UnusedAfter { get; set; }

    /// <summary>What ends within this time should be renewed.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan RenewBefore { get; set; }

    /// <summary>All permissions that no client's credential should carry.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [CellTransformation]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [ValidatePermission]
    public string[] NeverPermission { get; set; } = [];

    /// <summary>Where else an audit may try a token that its own environment does not know.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[] OtherEnvironment { get; set; } = [];

    /// <summary>Clients worked on at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int Parallel { get; set; }

    /// <summary>Sign-in calls a second.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int LoginsPerSecond { get; set; }

    /// <summary>Moves clients to another environment without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the office.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(office.Path, () => Change(office));
    }

    private void Change(OfficeFolder office)
    {
        foreach (var environment in OtherEnvironment.Append(Environment))
            RequireAllowed(environment);
        var changes = SettingsDifference.Between(office.Settings, office.Preview(Edit));
        if (changes.Count > 0)
        {
            var move = Environment is null ? null : EnvironmentMove.OfOffice(office, Environment);
            if (
                !ShouldProcess(
                    office.SettingsPath,
                    UiText.Of($"Change {string.Join("; ", changes)}", $"Zmiana: {string.Join("; ", changes)}")
                ) || (move is not null && !Force && !ShouldContinue(move.Question, EnvironmentMove.Caption))
            )
                return;
            move?.Remember();
            var former = office;
            office = office.Patch(Edit);
            if (Notes.SecretsOfFormerVault(former, office) is { } note)
                WriteWarning(note);
        }
        if (PassThru)
            WriteObject(office.ToKsefOffice());
    }

    private void Edit(SettingsEditor editor)
    {
        Set(editor, nameof(Name), "name", Name);
        Set(editor, nameof(Environment), "environment", Environment);
        Set(editor, nameof(Vault), "vault", string.IsNullOrWhiteSpace(Vault) ? null : Vault);
        Set(editor, nameof(TokensEndOn), "policy.tokensEndOn", Day(TokensEndOn));
        if (IsBound(nameof(TokensEndAnnounced)) && TokensEndAnnounced is null)
            editor.Clear("policy.tokensEndAnnounced");
        else
            Set(editor, nameof(TokensEndAnnounced), "policy.tokensEndAnnounced", Day(TokensEndAnnounced));
        Set(editor, nameof(RotateAfter), "policy.rotateAfter", Duration.Format(RotateAfter));
        Set(editor, nameof(UnusedAfter), "policy.unusedAfter", Duration.Format(UnusedAfter));
        Set(editor, nameof(RenewBefore), "policy.renewBefore", Duration.Format(RenewBefore));
        if (IsBound(nameof(NeverPermission)))
            editor.SetList("policy.neverPermissions", NeverPermission);
        if (IsBound(nameof(OtherEnvironment)))
            editor.SetList("policy.otherEnvironments", OtherEnvironment);
        Set(editor, nameof(Parallel), "policy.throttle.parallel", Parallel.ToString(CultureInfo.InvariantCulture));
        Set(
            editor,
            nameof(LoginsPerSecond),
            "policy.throttle.loginsPerSecond",
            LoginsPerSecond.ToString(CultureInfo.InvariantCulture)
        );
    }

    private void Set(SettingsEditor editor, string parameter, string key, string? value)
    {
        if (IsBound(parameter))
            editor.Set(key, value);
    }

    private static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}

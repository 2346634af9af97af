using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>Adds a client: writes clients/&lt;nip&gt;.yaml, without a credential yet.</summary>
[Cmdlet(VerbsCommon.New, "KsefProfile", SupportsShouldProcess = true)]
[OutputType(typeof(KsefProfile))]
public sealed class NewKsefProfileCommand : OfficeCmdlet
{
    /// <summary>The client's NIP; or the InternalId of a part, which comes into its client's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip(Else = new[] { nameof(Name) })]
    public string Nip { get; set; } = "";

    /// <summary>The client's name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string Name { get; set; } = "";

    /// <summary>production, demo, test or an address; without it, the office's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>Tags by which to choose clients later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Tags")]
    [CellTransformation]
    [ArgumentCompleter(typeof(TagCompleter))]
    [AllowEmptyCollection]
    [ValidatePlainText]
    public string[]? Tag { get; set; }

    /// <summary>The person to ask.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidatePlainText]
    public string? Contact { get; set; }

    /// <summary>The permissions that the client's credential should have.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpectedPermissions")]
    [CellTransformation]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [AllowEmptyCollection]
    [ValidatePermission]
    public string[]? ExpectedPermission { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        Guard(Nip, () => Create(office));
    }

    private void Create(OfficeFolder office)
    {
        var profile = new ClientProfile
        {
            Nip = ClientId.TryParse(Nip, out var nip) ? nip : default,
            Name = Name,
            Environment = string.IsNullOrEmpty(Environment) ? null : Environment,
            Tags = Tag ?? [],
            Contact = string.IsNullOrWhiteSpace(Contact) ? null : Contact,
            Permissions = ExpectedPermission ?? [],
        };
        RequireAllowed(Environment);
        if (office.Profiles.Read(profile.Nip) is { } existing)
            throw ShellErrors.ProfileExists(existing);
        if (
            ShouldProcess(
                office.Profiles.PathOf(profile.Nip),
                UiText.Of($"Add client {Nip} ({Name})", $"Dodanie klienta {Nip} ({Name})")
            )
        )
            WriteObject(office.Profiles.Create(profile).ToKsefProfile(office));
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Lets somebody do something at clients, and waits until KSeF has done it: an entity, a person, or, through the
/// office, one of its people. What is there already is not granted again.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "KsefPermission", SupportsShouldProcess = true, DefaultParameterSetName = ToOffice)]
[OutputType(typeof(KsefPermissionChange))]
public sealed class GrantKsefPermissionCommand : PermissionChangeCmdlet
{
    private const string ToOffice = "Office";
    private const string ToEntity = "Entity";
    private const string ToPerson = "Person";
    private const string Through = "Indirect";
    private const string ThroughAll = "AllPartners";

    /// <summary>The clients in whose contexts to grant.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ToOffice
    )]
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ToEntity
    )]
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ToPerson
    )]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Nip { get; set; } = [];

    /// <summary>What to grant.</summary>
    [Parameter(Mandatory = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    [ValidatePermission]
    public string[] Permission { get; set; } = [];

    // Not mandatory, because PowerShell would ask for a value of it: what it is for says a sentence.
    /// <summary>To the office itself, by its NIP.</summary>
    [Parameter(ParameterSetName = ToOffice)]
    public SwitchParameter Office { get; set; }

    /// <summary>To another entity: its NIP.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToEntity)]
    [NipTransformation]
    [ValidateNip(IsTaxpayer = true)]
    public string EntityNip { get; set; } = "";

    /// <summary>The entity's name, 5 to 90 characters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToEntity)]
    [TidyText]
    [ValidateLength(5, 90)]
    public string EntityName { get; set; } = "";

    /// <summary>Lets the entity hand it on to its own people.</summary>
    [Parameter(ParameterSetName = ToOffice)]
    [Parameter(ParameterSetName = ToEntity)]
    public SwitchParameter CanDelegate { get; set; }

    /// <summary>The person's PESEL.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    public string? Pesel { get; set; }

    /// <summary>The person's own NIP.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [NipTransformation]
    [ValidateNip(IsTaxpayer = true)]
    public string? PersonNip { get; set; }

    /// <summary>The SHA-256 of the person's certificate, where it shows neither; with PESEL or NIP beside it.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    public string? Fingerprint { get; set; }

    /// <summary>The person's first name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToPerson)]
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    [TidyText]
    [ValidateLength(2, 30)]
    public string FirstName { get; set; } = "";

    /// <summary>The person's last name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToPerson)]
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    [TidyText]
    [ValidateLength(2, 81)]
    public string LastName { get; set; } = "";

    /// <summary>Through the office: the clients at which the person may act.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Target { get; set; } = [];

    /// <summary>Through the office, at all its clients, present and to come.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    public SwitchParameter AllPartners { get; set; }

    /// <summary>What the client reads beside it, 5 to 256 characters.</summary>
    [Parameter]
    [TidyText]
    [ValidateLength(5, 256)]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is ToOffice && !Office)
            ThrowTerminatingError(ErrorRecords.Of(ShellErrors.GranteeMissing(), target: null));
        var office = OpenOffice();
        switch (ParameterSetName)
        {
            case ThroughAll:
                Guard(
                    office.Settings.Nip.Value,
                    () => PlanGrant(JobAtHome(office, environment: null), OrderFor(office, null))
                );
                break;
            case Through:
                foreach (var client in Target)
                    Guard(client, () => AddThrough(office, client));
                break;
            default:
                foreach (var nip in Nip)
                    Guard(nip, () => PlanGrant(JobAt(office, FindProfile(office, nip)), OrderFor(office, nip)));
                break;
        }
    }

    private void AddThrough(OfficeFolder office, string client)
    {
        var environment = FindProfile(office, client).Environment;
        PlanGrant(JobAtHome(office, environment), OrderFor(office, client));
    }

    private GrantOrder OrderFor(OfficeFolder office, string? client)
    {
        try
        {
            var order = ParameterSetName switch
            {
                ToOffice => GrantOrder.ForEntity(office.Settings.Nip, office.Settings.Name, Permission, CanDelegate),
                ToEntity => GrantOrder.ForEntity(
                    Core.Identifiers.Nip.Parse(EntityNip),
                    EntityName,
                    Permission,
                    CanDelegate
                ),
                ToPerson => GrantOrder.ForPerson(Person(), Permission),
                _ => GrantOrder.Indirect(
                    Person(),
                    Permission,
                    client is null ? null : ContextIdentifier.OfClient(client)
                ),
            };
            return Description is null ? order : order with { Description = Description };
        }
        catch (FormatException invalid)
        {
            throw ShellErrors.GrantInvalid(invalid.Message);
        }
    }

    private GrantRecipient Person() => GrantRecipient.Of(FirstName, LastName, Pesel, PersonNip, Fingerprint);
}

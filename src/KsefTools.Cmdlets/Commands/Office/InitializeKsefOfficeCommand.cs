using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Prompt;
using KsefTools.Core;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Creates an office: a folder with office.yaml and clients/. The session's later commands find it by
/// $env:KSEF_OFFICE. Run again on the same office, it changes nothing.
/// </summary>
[Cmdlet(VerbsData.Initialize, "KsefOffice", SupportsShouldProcess = true)]
[OutputType(typeof(KsefOffice))]
public sealed class InitializeKsefOfficeCommand : PSCmdlet
{
    /// <summary>The folder; made where it is missing.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string OfficePath { get; set; } = "";

    /// <summary>The office's own NIP.</summary>
    [Parameter(Mandatory = true)]
    [NipTransformation]
    [ValidateNip(IsTaxpayer = true)]
    public string Nip { get; set; } = "";

    /// <summary>The office's name.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ValidatePlainText]
    public string Name { get; set; } = "";

    /// <summary>The vault that holds the clients' secrets; without it, the session's default vault.</summary>
    [Parameter]
    [TidyText]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Vault { get; set; }

    /// <summary>The clients' environment: production, demo, test or an address.</summary>
    [Parameter]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string Environment { get; set; } = OfficeDefaults.Environment;

    /// <summary>Where else an audit may try a token that its own environment does not know.</summary>
    [Parameter]
    [EnvironmentTransformation]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[] OtherEnvironment { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = OfficeFolder.Locate(FilePaths.Full(this, OfficePath));
        try
        {
            foreach (var environment in OtherEnvironment.Prepend(Environment))
                if (AllowedEnvironments.OfUser().Refusal(environment) is { } refusal)
                    throw ShellErrors.EnvironmentNotAllowed(refusal);
            var office = Existing(path);
            if (office is null && ShouldProcess(path, UiText.Of("Create an office", "Założenie biura")))
                office = OfficeFolder.Initialize(path, Setup());
            if (office is not null)
                Use(office);
        }
        catch (Exception exception) when (exception is OfficeFolderException or OfficeFileException or ShellException)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception, path));
        }
    }

    private OfficeSetup Setup() =>
        new()
        {
            Nip = Core.Identifiers.Nip.TryParse(Nip, out var nip) ? nip : default,
            Name = Name,
            Vault = Vault,
            Environment = Environment,
            OtherEnvironments = OtherEnvironment,
        };

    // The same office again is no error, so that a set-up script may run twice; somebody else's is one.
    private OfficeFolder? Existing(string path)
    {
        OfficeFolder office;
        try
        {
            office = OfficeFolder.Open(path);
        }
        catch (OfficeFolderException exception) when (exception.Failure is OfficeFolderFailure.NotFound)
        {
            return null;
        }

        if (office.Settings.Nip.Value != Nip)
            throw new OfficeFolderException(
                OfficeFolderFailure.Exists,
                path,
                UiText.Of(
                    $"'{path}' is the office of {office.Settings.Nip.Value} ({office.Settings.Name}) already; nothing "
                        + "was changed.",
                    $"'{path}' jest już biurem {office.Settings.Nip.Value} ({office.Settings.Name}); nic nie zmieniono."
                )
            );
        this.Say(
            UiText.Of(
                $"'{path}' is this office already; nothing in it was changed.",
                $"'{path}' jest już tym biurem; nic w nim nie zmieniono."
            )
        );
        return office;
    }

    private void Use(OfficeFolder office)
    {
        System.Environment.SetEnvironmentVariable(OfficeFolder.Variable, office.Path);
        this.Say(
            UiText.Of(
                $"This session now works on '{office.Path}'. For every session, put this into your $PROFILE: "
                    + $"$env:{OfficeFolder.Variable} = {CommandText.Quote(office.Path)}",
                $"Ta sesja pracuje teraz na '{office.Path}'. Aby tak było w każdej sesji, dopisz do $PROFILE: "
                    + $"$env:{OfficeFolder.Variable} = {CommandText.Quote(office.Path)}"
            )
        );
        WriteObject(office.ToKsefOffice());
    }
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Access;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Closes sessions that Get-KsefSession shows: they cannot be refreshed any more, and what they still have open ends
/// within fifteen minutes.
/// </summary>
[Cmdlet(VerbsCommon.Close, "KsefSession", SupportsShouldProcess = true)]
[OutputType(typeof(KsefOpenSession))]
public sealed class CloseKsefSessionCommand : OfficeCmdlet
{
    /// <summary>The client's NIP.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [NipTransformation]
    [ValidateNip(Else = new[] { nameof(Reference) })]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string Nip { get; set; } = "";

    /// <summary>The sessions' numbers.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    public string[] Reference { get; set; } = [];

    /// <summary>The secret whose session showed them; without it, the client's first credential in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TidyText]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? SecretName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var office = OpenOffice();
        foreach (var reference in Reference)
            Guard(Nip, () => Close(office, FindProfile(office, Nip), reference));
    }

    private void Close(OfficeFolder office, ClientProfile profile, string reference)
    {
        var credential =
            profile
                .ToCredentialsInUse(office, includeRetired: true)
                .FirstOrDefault(known =>
                    known.SecretName is { Length: > 0 }
                    && (
                        string.IsNullOrEmpty(SecretName)
                        || string.Equals(known.SecretName, SecretName, StringComparison.OrdinalIgnoreCase)
                    )
                )
            ?? throw ShellErrors.CredentialNotFound(profile, string.IsNullOrEmpty(SecretName) ? null : SecretName);
        if (
            !ShouldProcess(
                $"{profile.Nip} ({profile.Name})",
                UiText.Of($"Close session {reference}", $"Zamknięcie sesji {reference}")
            )
        )
            return;
        Ask(
            office,
            async (ksef, cancellation) =>
            {
                var care = new SessionCare(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
                var closed = await care.CloseAsync(credential, reference, cancellation);
                Pump.Post(() => WriteObject(closed));
            }
        );
    }
}

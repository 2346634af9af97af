using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Parameters.Completion.Numbers;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Core;
using KsefTools.Core.Identifiers;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Takes permissions back, by the numbers that Get-KsefPermission shows, and waits until KSeF has done it. Sessions
/// that are open go on until their access tokens end.
/// </summary>
[Cmdlet(
    VerbsSecurity.Revoke,
    "KsefPermission",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ByObject
)]
[OutputType(typeof(KsefPermissionChange))]
public sealed class RevokeKsefPermissionCommand : PermissionChangeCmdlet
{
    private const string ByObject = "InputObject";
    private const string ById = "Id";

    /// <summary>Permissions, as Get-KsefPermission gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByObject)]
    [ValidateNotNull]
    public KsefPermission InputObject { get; set; } = null!;

    /// <summary>The NIP in whose context the permission was granted: the client's, or the office's own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string Nip { get; set; } = "";

    /// <summary>The permission's number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PermissionIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is ByObject)
        {
            OfficePath ??= InputObject.OfficePath;
            Guard(
                InputObject.Nip,
                () =>
                    Add(
                        InputObject.Context,
                        InputObject.Environment,
                        InputObject.Id ?? throw ShellErrors.GrantInvalid(OwnerKeepsAll(InputObject)),
                        InputObject
                    )
            );
            return;
        }
        foreach (var id in Id)
            Guard(Nip, () => Add(Nip, environment: null, id, known: null));
    }

    private void Add(string context, string? environment, string id, KsefPermission? known)
    {
        var office = OpenOffice();
        var what = known is null
            ? id
            : $"{known.Permission}: {known.SubjectName ?? MaskedNumber.Of(known.SubjectType, known.Subject)}";
        if (!ShouldProcess($"{context} {known?.Name}".TrimEnd(), UiText.Of($"Revoke {what}", $"Odebranie: {what}")))
            return;
        var isHome = context == office.Settings.Nip.Value && office.Profiles.Read(office.Settings.Nip) is null;
        var job = isHome ? JobAtHome(office, environment) : JobAt(office, FindProfile(office, context));
        Plan(job with { PermissionId = id, Revoked = known });
    }

    private static string OwnerKeepsAll(KsefPermission owner) =>
        UiText.Of(
            $"{owner.Nip} ({owner.Name}): an owner's permissions cannot be taken back.",
            $"{owner.Nip} ({owner.Name}): właścicielowi nie można odebrać uprawnień."
        );
}

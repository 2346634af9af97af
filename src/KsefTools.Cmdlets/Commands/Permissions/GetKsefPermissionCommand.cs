using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Credentials;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions.Inventory;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Lists who may do what at clients, as far as each client's session can see it; or, in one call, what all clients have
/// let the office do.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefPermission")]
[OutputType(typeof(KsefPermission))]
public sealed class GetKsefPermissionCommand : CredentialQueryCmdlet
{
    /// <summary>What all clients have let the office do, in one call in the office's own context.</summary>
    [Parameter]
    public SwitchParameter Office { get; set; }

    /// <summary>
    /// What the office has let one of its people do, at home and at clients; an identity of office.yaml.
    /// </summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(IdentityCompleter))]
    public string? Identity { get; set; }

    /// <inheritdoc/>
    private protected override bool AsksClients => !Office && Identity is null;

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var inventory = new PermissionInventory(office, ksef.Vault, ksef.Sessions);
        if (AsksClients)
            await AskClientsAsync(office, credentials, inventory, cancellationToken);
        else
            await AskOfficeAsync(office, inventory, cancellationToken);
    }

    private async Task AskClientsAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        PermissionInventory inventory,
        CancellationToken cancellationToken
    )
    {
        await foreach (var listing in inventory.RunAsync(credentials, Parallelism(office), cancellationToken))
            Pump.Post(() =>
            {
                var client = $"{listing.Credential.Nip} ({listing.Credential.Name})";
                if (listing.Failure is not null)
                    WriteFailure(listing.Failure, listing.Credential);
                else if (!listing.SawAll)
                    WriteVerbose(
                        UiText.Of(
                            $"{client}: the session may see its own permissions only.",
                            $"{client}: sesja widzi tylko własne uprawnienia."
                        )
                    );
                Write(listing.Permissions);
            });
    }

    private async Task AskOfficeAsync(
        OfficeFolder office,
        PermissionInventory inventory,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var home = office.IdentityAtHome() ?? throw ShellErrors.NobodyAtHome(office);
            var environment =
                Environment is [var one] && !ProfileFilter.IsPattern(one)
                    ? ClientCredential.EnvironmentOf(one)
                    : office.EnvironmentOf();
            var found = Identity is null
                ? await inventory.ReadOfficeAsync(environment, home, cancellationToken)
                : await inventory.ReadHandedOnAsync(
                    environment,
                    home,
                    office.FindIdentity(Identity) ?? throw ShellErrors.IdentityNotFound(office, Identity),
                    cancellationToken
                );
            Pump.Post(() => Write(found.Where(permission => IsWanted(permission.Nip))));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Pump.Post(() => WriteFailure(exception, Identity ?? office.Settings.Nip.Value));
        }
    }

    private bool IsWanted(string nip) =>
        Nip is null || Nip.Any(wanted => new WildcardPattern(wanted, WildcardOptions.None).IsMatch(nip));

    private void Write(IEnumerable<KsefPermission> permissions) =>
        WriteObject(
            permissions
                .OrderBy(permission => permission.Nip, StringComparer.Ordinal)
                .ThenBy(permission => permission.SubjectName, StringComparer.CurrentCulture)
                .ThenBy(permission => permission.Subject, StringComparer.Ordinal)
                .ThenBy(permission => permission.Permission, StringComparer.Ordinal)
                .ToList(),
            enumerateCollection: true
        );
}

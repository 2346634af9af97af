using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// The commands that complete interrupted operations. What a record does not tell is asked for when they run.
/// </summary>
internal static class OperationRemedies
{
    private const string Everybody = "AllPartners";

    public static CommandText? Import(RecordedOperation operation, OfficeFolder office) =>
        CommandText.Of("Import-KsefCredential").With(operation.Subject);

    public static CommandText? Undoing(RecordedOperation operation, OfficeFolder office) =>
        CommandText.Of("Import-KsefCredential").Literally("-Undo");

    public static CommandText? Storing(RecordedOperation operation, OfficeFolder office) =>
        ClientId.TryParse(operation.Start["nip"], out var nip)
            ? CommandText.Of("Set-KsefCredential").With("Nip", nip.Value).Asking("Token")
            : null;

    public static CommandText? Moving(RecordedOperation operation, OfficeFolder office)
    {
        var command = CommandText.Of("Move-KsefCredential");
        return operation.Start["nip"] is { } nip
                ? command
                    .With("Nip", nip)
                    .With("SecretName", operation.Start["secret"])
                    .With("Vault", operation.Start["to"])
            : operation.Start["identity"] is { } identity
                ? command.With("Identity", identity).With("Vault", operation.Start["to"])
            : null;
    }

    /// <summary>The secret's name tells the client; null for one that was named otherwise.</summary>
    public static CommandText? Export(RecordedOperation operation, OfficeFolder office)
    {
        var name = operation.Subject[(operation.Subject.LastIndexOf('/') + 1)..];
        var nip = operation.Start["nip"] ?? name.Split('-').FirstOrDefault(part => Nip.TryParse(part, out _));
        var identity = operation.Start["identity"];
        if (nip is null && identity is null)
            return null;
        var command = CommandText.Of("Export-KsefCredential");
        return (nip is null ? command.With("Identity", identity) : command.With("Nip", nip))
            .With("SecretName", name)
            .With("Path", operation.Start["path"])
            .With("Format", operation.Start["format"])
            .With("To", operation.Start["to"])
            .Asking("Password");
    }

    public static CommandText? Enrolment(RecordedOperation operation, OfficeFolder office) =>
        OfHolder("Request-KsefCertificate", operation) is { } command
            ? command.With("Type", IsOffline(operation) ? operation.Start["type"] : null)
            : null;

    /// <summary>Certificates of type Offline are got again by the command that gets them.</summary>
    public static CommandText? Renewal(RecordedOperation operation, OfficeFolder office) =>
        IsOffline(operation) ? Enrolment(operation, office) : OfHolder("Update-KsefCertificate", operation);

    public static CommandText? Revocation(RecordedOperation operation, OfficeFolder office) =>
        CommandText
            .Of("Revoke-KsefCertificate")
            .With("SerialNumber", operation.Start["serial"])
            .With("Reason", operation.Start["reason"]);

    /// <summary>
    /// The subject is <c>context: type number: permissions</c>, with <c>+</c> where they may be handed on and <c>@
    /// target</c> where they are. Null where an earlier version did not say whether a NIP is a company's.
    /// </summary>
    public static CommandText? Grant(RecordedOperation operation, OfficeFolder office)
    {
        if (
            operation.Subject.Split(": ", 3) is not [var context, var who, var what]
            || who.Split(' ', 2) is not [var type, var number]
        )
            return null;
        var (permissions, target) = what.Split(" @ ", 2) is [var granted, var at] ? (granted, at) : (what, null);
        var command = CommandText.Of("Grant-KsefPermission");
        command =
            target is Everybody ? command.Literally("-AllPartners")
            : target is not null ? command.With("Target", target)
            : command.With("Nip", context);
        command = command.WithAll("Permission", permissions.TrimEnd('+').Split(','));
        var isOffice = number == office.Settings.Nip.Value && target is null;
        return (type, operation.Start["kind"]) switch
        {
            ("Pesel", _) => command.Literally("-Pesel (Read-Host)"),
            ("Fingerprint", _) => command.With("Fingerprint", number).Literally("-Pesel (Read-Host)"),
            ("Nip", "Person" or "Indirect") => command.With("PersonNip", number),
            ("Nip", _) when isOffice => Delegable(command.Literally("-Office"), permissions),
            ("Nip", "Entity") => Delegable(
                command.With("EntityNip", number).With("EntityName", operation.Start["name"]),
                permissions
            ),
            _ => null,
        };
    }

    public static CommandText? Withdrawal(RecordedOperation operation, OfficeFolder office) =>
        operation.Subject.Split(": ", 2) is [var context, var id]
            ? CommandText.Of("Revoke-KsefPermission").With("Nip", context).With("Id", id)
            : null;

    public static CommandText? Conversion(RecordedOperation operation, OfficeFolder office) =>
        OfClient("Convert-KsefToCertificate", operation) is not { } command ? null
        : operation.Start["route"] is "OwnCertificate" ? command.Literally("-AllowOwnCertificate")
        : command.With("Identity", NamedIdentity(operation, office));

    public static CommandText? Retirement(RecordedOperation operation, OfficeFolder office) =>
        OfClient("Convert-KsefToCertificate", operation)
            ?.With("Identity", NamedIdentity(operation, office))
            .Literally("-RevokeToken");

    public static CommandText? Restoration(RecordedOperation operation, OfficeFolder office) =>
        OfClient("Restore-KsefToken", operation);

    public static CommandText? Signing(RecordedOperation operation, OfficeFolder office) =>
        CommandText.Of("Complete-KsefSigningRequest").With("Path", operation.Start["file"]);

    public static CommandText? Generation(RecordedOperation operation, OfficeFolder office) =>
        OfClient("New-KsefToken", operation) is { } command
            ? command.WithAll("Permission", operation.Start["permissions"]?.Split(' ') ?? [])
            : null;

    public static CommandText? Rotation(RecordedOperation operation, OfficeFolder office) =>
        OfClient("Update-KsefToken", operation);

    public static CommandText? Ending(RecordedOperation operation, OfficeFolder office) =>
        OfClient("Revoke-KsefToken", operation)?.With("Reference", operation.Start["reference"]);

    /// <summary>Who left is not written down whole: a PESEL is asked for again.</summary>
    public static CommandText? Departure(RecordedOperation operation, OfficeFolder office) =>
        operation.Start["holder"] is not null ? CommandText.Of("Revoke-KsefAccess").Literally("-Holder (Read-Host)")
        : ClientId.TryParse(operation.Start["nip"], out var nip)
            ? CommandText.Of("Revoke-KsefAccess").With("Nip", nip.Value)
        : null;

    private static CommandText? OfClient(string command, RecordedOperation operation) =>
        // What is no NIP was not written by us, and makes no command.
        ClientId.TryParse(operation.Start["nip"], out var nip)
            ? CommandText.Of(command).With(nip.Value)
            : null;

    private static CommandText? OfHolder(string command, RecordedOperation operation) =>
        (operation.Start["holder"], operation.Start["holderName"]) switch
        {
            ("OfficeIdentity", { } identity) => CommandText.Of(command).With("Identity", identity),
            ("Client", { } nip) => CommandText.Of(command).With("Nip", nip),
            _ => null,
        };

    /// <summary>
    /// The identity that the operation was begun for, unless it is the one that serves where none is named.
    /// </summary>
    private static string? NamedIdentity(RecordedOperation operation, OfficeFolder office)
    {
        var all = office.Settings.Identities;
        var usual = all.FirstOrDefault(identity => identity.Kind is "seal") ?? (all.Count == 1 ? all[0] : null);
        return operation.Start["identity"] is { } identity && usual?.IsCalled(identity) is not true ? identity : null;
    }

    private static CommandText Delegable(CommandText command, string permissions) =>
        permissions.EndsWith('+') ? command.Literally("-CanDelegate") : command;

    private static bool IsOffline(RecordedOperation operation) => operation.Start["type"] is "Offline";
}

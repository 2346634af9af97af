using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>What the requests for grants have in common.</summary>
internal static class GrantRequestRules
{
    public static readonly Permission[] OfInvoices = [Permission.InvoiceRead, Permission.InvoiceWrite];

    /// <summary>The permissions of a request: at least one, each once.</summary>
    public static IReadOnlyList<Permission> Permissions(IReadOnlyList<string?>? texts, Faultfinder faults)
    {
        faults
            .Check(texts is { Count: > 0 }, "permissions: wymagane jest co najmniej jedno uprawnienie.")
            .Check(
                texts is null || texts.Distinct(StringComparer.Ordinal).Count() == texts.Count,
                "permissions: każda wartość może wystąpić tylko raz."
            );
        return faults.Values<Permission>(texts, "permissions");
    }

    /// <summary>As <see cref="Permissions"/>, for invoices only.</summary>
    public static IReadOnlyList<Permission> InvoicePermissions(IReadOnlyList<string?>? texts, Faultfinder faults) =>
        Among(OfInvoices, texts, faults);

    /// <summary>
    /// What a company may be given, and pass on to its staff: since 2.8.1 collective identifiers, too.
    /// </summary>
    public static IReadOnlyList<Permission> CompanyPermissions(
        Call call,
        IReadOnlyList<string?>? texts,
        Faultfinder faults
    ) =>
        Among(
            call.Environment.Settings.ApiVersion >= new Version(2, 8, 1)
                ? [.. OfInvoices, Permission.CollectiveIdentifierManage]
                : OfInvoices,
            texts,
            faults
        );

    private static IReadOnlyList<Permission> Among(
        Permission[] allowed,
        IReadOnlyList<string?>? texts,
        Faultfinder faults
    )
    {
        var permissions = Permissions(texts, faults);
        faults.Check(permissions.All(allowed.Contains), $"permissions: dozwolone są {string.Join(", ", allowed)}.");
        return permissions;
    }

    /// <summary>A grant in the caller's context; id and date are the operation's to set.</summary>
    public static GrantRecord Draft(
        Call call,
        GrantKind kind,
        SubjectIdentifier subject,
        Permission permission,
        string description
    ) =>
        new()
        {
            Id = default,
            StartDate = default,
            Kind = kind,
            Context = call.Bearer.Context,
            Authorized = subject,
            Permission = permission,
            Description = description,
            Author = call.Bearer.Subject,
        };
}

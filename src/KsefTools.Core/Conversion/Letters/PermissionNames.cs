namespace KsefTools.Core.Conversion.Letters;

/// <summary>
/// Permissions as the Ministry's application calls them, for a client who knows none of KSeF's own names.
/// </summary>
internal static class PermissionNames
{
    public static string Polish(string permission) =>
        permission switch
        {
            "InvoiceRead" => "przeglądanie faktur",
            "InvoiceWrite" => "wystawianie faktur",
            "CredentialsRead" => "przeglądanie uprawnień",
            "CredentialsManage" => "zarządzanie uprawnieniami",
            "Introspection" => "przeglądanie historii sesji",
            "SubunitManage" => "zarządzanie jednostkami podrzędnymi",
            "EnforcementOperations" => "wykonywanie operacji egzekucyjnych",
            "CollectiveIdentifierManage" => "zarządzanie identyfikatorami zbiorczymi",
            _ => MarkdownText.Of(permission),
        };

    public static string English(string permission) =>
        permission switch
        {
            "InvoiceRead" => "viewing invoices (przeglądanie faktur)",
            "InvoiceWrite" => "issuing invoices (wystawianie faktur)",
            "CredentialsRead" => "viewing permissions (przeglądanie uprawnień)",
            "CredentialsManage" => "managing permissions (zarządzanie uprawnieniami)",
            "Introspection" => "viewing the history of sessions (przeglądanie historii sesji)",
            "SubunitManage" => "managing subordinate units (zarządzanie jednostkami podrzędnymi)",
            "EnforcementOperations" => "enforcement operations (wykonywanie operacji egzekucyjnych)",
            "CollectiveIdentifierManage" => "managing collective identifiers (zarządzanie identyfikatorami zbiorczymi)",
            _ => MarkdownText.Of(permission),
        };
}

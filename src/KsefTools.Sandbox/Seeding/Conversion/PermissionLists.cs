namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>Sets of permissions by their names; every answer in alphabetical order.</summary>
internal static class PermissionLists
{
    public static IReadOnlyList<string> Sorted(this IEnumerable<string> permissions) =>
        [.. permissions.Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Plus(this IEnumerable<string> permissions, IEnumerable<string> others) =>
        permissions.Union(others, StringComparer.Ordinal).Sorted();

    public static IReadOnlyList<string> Minus(this IEnumerable<string> permissions, IEnumerable<string> others) =>
        permissions.Except(others, StringComparer.Ordinal).Sorted();

    public static IReadOnlyList<string> Common(this IEnumerable<string> permissions, IEnumerable<string> others) =>
        permissions.Intersect(others, StringComparer.Ordinal).Sorted();
}

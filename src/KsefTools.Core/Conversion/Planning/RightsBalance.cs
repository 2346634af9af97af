using KsefTools.Core.Credentials;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// What a certificate must be able to do in place of a token, and what the move would change: no less than before, and
/// knowingly no more. An owner's right to everything counts as every permission that is known.
/// </summary>
internal static class RightsBalance
{
    private const string Owner = "Owner";

    // Who has no more than a wish gets the least that is of any use.
    private static readonly string[] Least = ["InvoiceRead"];

    /// <summary>
    /// What is needed: what the token may do (or, where it may do nothing or is dead, what it was generated for)
    /// without what no credential should carry, and what the profile expects.
    /// </summary>
    /// <param name="effective">What the tokens' sessions may do; empty where none signs in.</param>
    /// <param name="requested">What they were generated with, as far as that is known.</param>
    /// <param name="expected">The profile's permissions.</param>
    /// <param name="never">The policy's neverPermissions. A profile that expects one of them outranks it.</param>
    public static IReadOnlyList<string> Required(
        IReadOnlyCollection<string> effective,
        IReadOnlyCollection<string> requested,
        IReadOnlyCollection<string> expected,
        IReadOnlyCollection<string> never
    )
    {
        var held = effective.Count > 0 ? Spell(effective) : requested;
        var required = Sorted(held.Except(never, StringComparer.OrdinalIgnoreCase).Concat(expected));
        return required.Count > 0 ? required : Least;
    }

    /// <summary>What the certificate may do beyond the tokens.</summary>
    public static IReadOnlyList<string> Surplus(
        IReadOnlyCollection<string> after,
        IReadOnlyCollection<string> effective
    )
    {
        var before = new EffectivePermissions(effective);
        return Sorted(after.Where(permission => !before.Allows(permission)));
    }

    /// <summary>What the tokens may do and the certificate will not.</summary>
    public static IReadOnlyList<string> Lost(IReadOnlyCollection<string> effective, IReadOnlyCollection<string> after)
    {
        var then = new EffectivePermissions(after);
        return Sorted(effective.Where(permission => !then.Allows(permission)));
    }

    // An owner's token may do everything, of which the office needs what it does: invoices.
    private static IEnumerable<string> Spell(IReadOnlyCollection<string> permissions) =>
        permissions.Contains(Owner, StringComparer.OrdinalIgnoreCase)
            ? permissions
                .Where(permission => !string.Equals(permission, Owner, StringComparison.OrdinalIgnoreCase))
                .Concat(IdentityRights.OfCompanies)
            : permissions;

    private static IReadOnlyList<string> Sorted(IEnumerable<string> permissions) =>
        [.. permissions.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
}

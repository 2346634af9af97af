using KsefTools.Core.Api.Permissions.Listing;

namespace KsefTools.Core.Permissions;

/// <summary>One right of one subject in one context, from whichever list of KSeF's it comes.</summary>
/// <param name="Permission">For example <c>InvoiceRead</c>, or <c>Owner</c>.</param>
/// <param name="IsActive">False for an indirect one without its basis.</param>
/// <param name="CanDelegate">Whether it may be handed on.</param>
public sealed record GrantedRight(string Permission, bool IsActive = true, bool CanDelegate = false)
{
    /// <summary>What KSeF calls somebody who may do everything at home; it lists none of it.</summary>
    public const string Owner = "Owner";

    public static GrantedRight Of(EntityGrant grant) => new(grant.PermissionScope, IsActive: true, grant.CanDelegate);

    public static GrantedRight Of(PersonalGrant grant) =>
        new(grant.PermissionScope, IsActiveState(grant.PermissionState), grant.CanDelegate);

    public static GrantedRight Of(PersonGrant grant) =>
        new(grant.PermissionScope, IsActiveState(grant.PermissionState), grant.CanDelegate);

    // Observed so far: Active and Inactive. What is not said to be without effect has one.
    internal static bool IsActiveState(string? state) =>
        !string.Equals(state, "Inactive", StringComparison.OrdinalIgnoreCase);
}

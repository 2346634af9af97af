namespace KsefTools.Core.Permissions;

/// <summary>How KSeF tells of a right, whichever of its lists it comes from.</summary>
internal static class GrantedRight
{
    /// <summary>What KSeF calls somebody who may do everything at home; it lists none of it.</summary>
    public const string Owner = "Owner";

    /// <summary>Whether a listed right has effect; an indirect one without its basis has none.</summary>
    // Observed so far: Active and Inactive. What is not said to be without effect has one.
    public static bool IsActiveState(string? state) =>
        !string.Equals(state, "Inactive", StringComparison.OrdinalIgnoreCase);
}

namespace KsefTools.Core.Permissions;

/// <summary>How what was granted differs from what should be possible. Lists are sorted, each permission once.</summary>
public sealed record PermissionDifference
{
    /// <summary>Expected, and not possible: never granted, or without effect.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Of the missing ones, those that were handed on and have lost what they rested on.</summary>
    public required IReadOnlyList<string> Inactive { get; init; }

    /// <summary>Possible, and not expected; <c>Owner</c> alone for an owner, who may do all.</summary>
    public required IReadOnlyList<string> Surplus { get; init; }

    /// <summary>Granted, but not to be handed on, where it should be.</summary>
    public required IReadOnlyList<string> NotDelegable { get; init; }

    public required bool IsOwner { get; init; }

    /// <summary>Whether all that is expected is possible.</summary>
    public bool IsCovered => Missing.Count == 0 && NotDelegable.Count == 0;
}

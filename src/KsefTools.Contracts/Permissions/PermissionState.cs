namespace KsefTools;

/// <summary>Whether a permission has effect.</summary>
public enum PermissionState : long
{
    /// <summary>It has.</summary>
    Active,

    /// <summary>It was handed on, and what it rested on is gone.</summary>
    Inactive,
}

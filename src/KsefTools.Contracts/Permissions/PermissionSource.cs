namespace KsefTools;

/// <summary>How somebody came by a permission.</summary>
public enum PermissionSource : long
{
    /// <summary>Granted in the client's context, for the subject's own use.</summary>
    Direct,

    /// <summary>Granted to an entity that may hand it on to its own people.</summary>
    Delegated,

    /// <summary>Handed on by an entity to which the client gave it.</summary>
    Indirect,

    /// <summary>The context is the subject's own: all permissions, of which KSeF lists none.</summary>
    Owner,
}

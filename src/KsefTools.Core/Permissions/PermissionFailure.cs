namespace KsefTools.Core.Permissions;

/// <summary>Why KSeF did not grant or revoke: the operation's status, or the refusal to begin it.</summary>
public enum PermissionFailure
{
    /// <summary>400: it failed.</summary>
    Failed,

    /// <summary>410: the identifiers do not fit each other, or their relation is not the right one.</summary>
    IdentifiersInconsistent,

    /// <summary>420, or a 403 that names missing permissions: the session may not do this.</summary>
    CallerLacksRights,

    /// <summary>430: the context has not the role or the permissions that are needed.</summary>
    ContextRole,

    /// <summary>440: not allowed between these identifiers.</summary>
    RelationForbidden,

    /// <summary>450: not allowed for this identifier, or its type.</summary>
    IdentifierForbidden,

    /// <summary>500: KSeF failed.</summary>
    SystemFailure,

    /// <summary>550: KSeF cancelled it; to be tried again later.</summary>
    Cancelled,

    /// <summary>100 until the wait was over; the reference number serves to ask again for 30 days.</summary>
    StillInProgress,

    /// <summary>403: the session was opened in a way that may not do this; a token, most often.</summary>
    MethodNotAllowed,

    /// <summary>It was granted before without the right to hand it on, and KSeF did not add that.</summary>
    NotDelegable,

    /// <summary>KSeF keeps the operation no longer: it is over 30 days old.</summary>
    Forgotten,

    /// <summary>A status that is not known here.</summary>
    Other,
}

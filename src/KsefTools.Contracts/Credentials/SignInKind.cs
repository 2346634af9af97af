namespace KsefTools;

/// <summary>How a session came to be.</summary>
public enum SignInKind : long
{
    /// <summary>No session: the sign-in was not tried or did not succeed.</summary>
    None,

    /// <summary>An access token of an earlier run was still alive.</summary>
    Live,

    /// <summary>A refresh token of an earlier run gave a new access token.</summary>
    Refreshed,

    /// <summary>A complete sign-in with the credential itself.</summary>
    Cold,
}

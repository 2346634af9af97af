namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>The steps of a new token as its journal names them; those of an old one's end are a conversion's.</summary>
internal static class TokenStep
{
    /// <summary>The order is about to leave: from here on, KSeF may have made a token, found by this tag.</summary>
    public const string Making = "making";

    /// <summary>KSeF did not make it.</summary>
    public const string NotTaken = "not taken";

    /// <summary>What KSeF may have made under a tag and only KSeF knew is revoked.</summary>
    public const string Cleared = "cleared";

    /// <summary>The token is in the vault and was read back.</summary>
    public const string Stored = "stored";

    /// <summary>It signed in and may do what was asked for.</summary>
    public const string Proven = "proven";

    /// <summary>It may not do what was asked for, so that it has to go again.</summary>
    public const string Rejected = "rejected";

    /// <summary>The profile names it.</summary>
    public const string Switched = "switched";
}

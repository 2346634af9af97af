namespace KsefTools.Core.Conversion.Planning;

/// <summary>What is known of one token of the client that is to be replaced.</summary>
internal enum TokenState
{
    /// <summary>It signs in.</summary>
    SignsIn,

    /// <summary>
    /// It does not and will not: revoked, unknown, not active, without its author's rights, or no token at all.
    /// </summary>
    Dead,

    /// <summary>The vault does not hold it.</summary>
    Missing,

    /// <summary>It was made for another client, so it is sent nowhere.</summary>
    OfAnother,

    /// <summary>KSeF has blocked signing in for the client.</summary>
    Blocked,

    /// <summary>The vault or KSeF did not answer.</summary>
    Unknown,
}

namespace KsefTools;

/// <summary>How sure it is that a row's token is its client's.</summary>
public enum ImportCertainty : long
{
    /// <summary>The token's own text names the client; or the row has no token.</summary>
    Sure,

    /// <summary>The token's text names nobody, and stands in one row with the client's NIP.</summary>
    Likely,

    /// <summary>Something points to another client: Test-KsefToken will tell.</summary>
    Unclear,

    /// <summary>The row cannot be trusted.</summary>
    Refused,
}

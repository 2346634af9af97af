namespace KsefTools.Sandbox.Hosting;

/// <summary>What happens to a grant or a revocation that a token's session asks for.</summary>
public enum TokenGrantRule
{
    /// <summary>It is carried out.</summary>
    Allowed,

    /// <summary>403, <c>auth-method-not-allowed</c>.</summary>
    Forbidden,

    /// <summary>Accepted; the operation ends with 420.</summary>
    FailsLater,
}

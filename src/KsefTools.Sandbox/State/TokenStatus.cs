namespace KsefTools.Sandbox.State;

/// <summary>Life of a token (schema AuthenticationTokenStatus).</summary>
public enum TokenStatus
{
    Pending,
    Active,
    Revoking,
    Revoked,
    Failed,
}

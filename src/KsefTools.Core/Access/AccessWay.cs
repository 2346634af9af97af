namespace KsefTools.Core.Access;

/// <summary>A credential as a way into a client's context, as it was when the client was looked at.</summary>
/// <param name="Credential">Which.</param>
/// <param name="Refusal">Why it does not open; null where it does.</param>
/// <param name="Permissions">What it may do; null where its session does not say.</param>
internal sealed record AccessWay(
    KsefCredential Credential,
    Exception? Refusal,
    Credentials.EffectivePermissions? Permissions
)
{
    /// <summary>Whether it opens the client and may do something there.</summary>
    public bool Works => Refusal is null && Permissions is not { IsEmpty: true };

    /// <summary>Whether nothing that is known forbids it to take permissions and tokens back.</summary>
    public bool MayManage => Works && Permissions?.Allows("CredentialsManage") is not false;
}

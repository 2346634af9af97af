namespace KsefTools.Core.Conversion.Running;

/// <summary>The steps of a move as its journal names them, in their order.</summary>
internal static class ConversionStep
{
    /// <summary>The grant is about to leave: from here on, KSeF may have taken it.</summary>
    public const string Granting = "granting";

    /// <summary>KSeF took the grant and gave it a number.</summary>
    public const string GrantSent = "grant sent";

    /// <summary>KSeF has carried the grant out.</summary>
    public const string Granted = "granted";

    /// <summary>KSeF did not let the session grant.</summary>
    public const string GrantRefused = "grant refused";

    /// <summary>The certificate signed in for the client and may do what is required.</summary>
    public const string Proven = "proven";

    /// <summary>The profile names the certificate; the token is retired.</summary>
    public const string Switched = "switched";

    /// <summary>The token's revocation is about to leave.</summary>
    public const string Revoking = "revoking";

    /// <summary>KSeF took the revocation, or had done so before.</summary>
    public const string Revoked = "revoked";

    /// <summary>The token was seen not to sign in any more.</summary>
    public const string SeenDead = "seen dead";

    /// <summary>What the token had open is closed.</summary>
    public const string SessionsClosed = "sessions closed";

    /// <summary>The token is out of the vault.</summary>
    public const string SecretRemoved = "secret removed";

    /// <summary>The profile does not name the token any more.</summary>
    public const string EntryRemoved = "entry removed";
}

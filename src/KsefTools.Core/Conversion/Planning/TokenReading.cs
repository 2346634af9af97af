using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>One token of a client: where it is, and what KSeF says of it.</summary>
internal sealed record TokenReading
{
    /// <summary>Where the secret is.</summary>
    public required SecretAddress Secret { get; init; }

    public required TokenState State { get; init; }

    /// <summary>Whether a certificate has replaced it already, so that it is the way back alone.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Why the state is not <see cref="TokenState.SignsIn"/>, for a person; without the secret.</summary>
    public string Problem { get; init; } = "";

    public TokenText? Token { get; init; }

    /// <summary>Its session; null where it does not sign in.</summary>
    public KsefSession? Session { get; init; }

    public EffectivePermissions Effective { get; init; } = new([]);

    /// <summary>What it was generated with; empty where that is not known.</summary>
    public IReadOnlyList<string> Requested { get; init; } = [];

    /// <summary>Whether its session may give rights to others.</summary>
    public bool MayGrant => Session is not null && Effective.Allows("CredentialsManage");
}

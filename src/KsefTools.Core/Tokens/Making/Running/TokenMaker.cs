using KsefTools.Core.Credentials;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>A session that KSeF lets make tokens: one that a signature opened.</summary>
/// <param name="Identity">The office's identity that signed; null for the client itself.</param>
/// <param name="Session">In the client's context.</param>
internal sealed record TokenMaker(string? Identity, KsefSession Session)
{
    /// <summary>What it may do; null where its claims do not say.</summary>
    public EffectivePermissions? May => EffectivePermissions.Of(Session.Claims);

    /// <summary>Whether KSeF shows it every token of the context; where it does not say, those of its own
    /// subject.</summary>
    public bool SeesAll => May is { } may && may.MaySeeAllTokens;

    /// <summary>What it lacks of some permissions, as far as its claims say.</summary>
    public IReadOnlyList<string> Lacks(IEnumerable<string> permissions) =>
        May is { } may ? [.. permissions.Where(permission => !may.Allows(permission))] : [];
}

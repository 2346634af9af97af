using KsefTools.Core.Office.Profiles;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>What shall be done for one client.</summary>
internal sealed record ClientPlan
{
    /// <summary>The plan as a person sees it.</summary>
    public required KsefConversion Result { get; init; }

    public required ClientProfile Profile { get; init; }

    /// <summary>
    /// The client's tokens that are in use; where a certificate serves the client already, those that it has replaced.
    /// </summary>
    public IReadOnlyList<TokenReading> Tokens { get; init; } = [];

    /// <summary>What has to be granted.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Who can grant it, for a route that needs a grant.</summary>
    public Grantor? Grantor { get; init; }

    /// <summary>A session of the certificate at the client that was opened anew for this plan; it need not be opened twice.</summary>
    public KsefSession? SignedIn { get; init; }

    /// <summary>Whether the client can be moved now.</summary>
    public bool MayMove =>
        Result.Route
            is ConversionRoute.AlreadyGranted
                or ConversionRoute.ByToken
                or ConversionRoute.ByOtherSession
                or ConversionRoute.OwnCertificate
        && Result.Outcome is ConversionOutcome.Planned;
}

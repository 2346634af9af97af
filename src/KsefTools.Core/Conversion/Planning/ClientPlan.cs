using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>What is to be done for one client, decided from the facts.</summary>
internal sealed record ClientPlan
{
    public required ClientProfile Profile { get; init; }

    public required ConversionFacts Facts { get; init; }

    public ConversionRoute Route { get; init; }

    /// <summary>What is told where nothing more is done.</summary>
    public required ClientEnd End { get; init; }

    /// <summary>Who can grant what is missing, for a route that needs a grant.</summary>
    public Grantor? Grantor { get; init; }

    /// <summary>
    /// A session of the certificate at the client that was newly opened for this plan; it need not be opened twice.
    /// </summary>
    public KsefSession? SignedIn { get; init; }

    /// <summary>What the certificate could do after the move; null where no route was decided.</summary>
    public IReadOnlyList<string>? After { get; init; }

    /// <summary>What would be done, in order, for a person.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Whether the client can be moved now.</summary>
    public bool MayMove => End.Outcome is ConversionOutcome.Planned;

    /// <summary>The reference number of the token that is replaced; null where it is not known.</summary>
    public string? Reference => Facts.Tokens.Select(token => token.Token?.Reference.Value).FirstOrDefault();

    /// <summary>The first day of those on which tokens of the client were retired; null where none was.</summary>
    public DateOnly? FirstRetiredOn => ProfileSwitch.RetiredTokens(Profile).Min(entry => entry.RetiredOn);

    /// <summary>The last one.</summary>
    public DateOnly? LastRetiredOn => ProfileSwitch.RetiredTokens(Profile).Max(entry => entry.RetiredOn);
}

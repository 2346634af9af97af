namespace KsefTools.Core.Access;

/// <summary>Who has access at one client, as far as the office's sessions can see it.</summary>
/// <param name="Client">One of the client's credentials.</param>
/// <param name="Rows">What was found.</param>
/// <param name="SawAll">Whether a session could see everybody's tokens and permissions, not only its own.</param>
/// <param name="Failure">Why nothing could be seen; its message holds no secret. Null where any session could
/// look.</param>
public sealed record AccessListing(
    KsefCredential Client,
    IReadOnlyList<KsefAccess> Rows,
    bool SawAll,
    Exception? Failure
)
{
    /// <summary>Each of the client's credentials, and whether it opens the client.</summary>
    internal IReadOnlyList<AccessWay> Ways { get; init; } = [];

    /// <summary>The rows with those that the client's sessions do not show, each thing once.</summary>
    public IEnumerable<KsefAccess> With(IEnumerable<KsefAccess> besides)
    {
        var known = Rows.Select(row => row.Reference).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Rows.Concat(besides.Where(row => !known.Contains(row.Reference)));
    }
}

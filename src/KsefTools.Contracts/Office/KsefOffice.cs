namespace KsefTools;

/// <summary>
/// An office: the folder that holds <c>office.yaml</c> and <c>clients/*.yaml</c>. What the file does not say has its
/// default.
/// </summary>
public sealed record KsefOffice
{
    /// <summary>The office's own NIP.</summary>
    public required string Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// The default environment of its clients: <c>production</c>, <c>demo</c>, <c>test</c> or an address.
    /// </summary>
    public required string Environment { get; init; }

    /// <summary>The default vault; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>Its own identities; clients that have no certificate of their own are served by one.</summary>
    public TextList<KsefIdentity> Identities { get; init; } = new([]);

    /// <summary>The last day of tokens under the law in force.</summary>
    public DateTime TokensEndOn { get; init; }

    /// <summary>The later day that was announced; null where nothing is announced.</summary>
    public DateTime? TokensEndAnnounced { get; init; }

    /// <summary>A token older than this should be replaced.</summary>
    public TimeSpan RotateAfter { get; init; }

    /// <summary>A token that has not signed in for this long counts as unused.</summary>
    public TimeSpan UnusedAfter { get; init; }

    /// <summary>What ends within this time should be renewed.</summary>
    public TimeSpan RenewBefore { get; init; }

    /// <summary>Permissions that no client's credential should carry.</summary>
    public TextList<string> NeverPermissions { get; init; } = new([]);

    /// <summary>Where else an audit may try a token that its own environment does not know.</summary>
    public TextList<string> OtherEnvironments { get; init; } = new([]);

    /// <summary>Clients worked on at the same time.</summary>
    public int Parallel { get; init; }

    /// <summary>Sign-in calls a second.</summary>
    public int LoginsPerSecond { get; init; }

    /// <summary>The folder.</summary>
    public required string OfficePath { get; init; }

    public override string ToString() => $"{Nip} {Name}";
}

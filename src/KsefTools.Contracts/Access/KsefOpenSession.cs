namespace KsefTools;

/// <summary>A session of the office's at a client, which can still be refreshed (GET /auth/sessions).</summary>
public sealed record KsefOpenSession
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required string Reference { get; init; }

    /// <summary>How it was opened: <c>Token</c>, <c>XadesSignature</c> and others.</summary>
    public string? Method { get; init; }

    public DateTimeOffset? StartedOn { get; init; }

    public DateTimeOffset? LastRefreshedOn { get; init; }

    /// <summary>Until when it can be refreshed, in UTC.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Whether it is the one that this computer works with.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>Whether it was closed just now.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The secret whose session listed it, and may close it.</summary>
    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    public string? OfficePath { get; init; }
}

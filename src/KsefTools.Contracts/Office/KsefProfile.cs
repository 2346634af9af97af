namespace KsefTools;

/// <summary>One client's profile: what should be true, as the person who owns the file wrote it.</summary>
public sealed record KsefProfile
{
    /// <summary>
    /// Ten digits, checksum verified; of a part of a client its <see cref="InternalId"/>. What a command takes as -Nip.
    /// </summary>
    public required string Nip { get; init; }

    /// <summary>Of a part of a client: the NIP, '-' and five digits; null for the client itself.</summary>
    public string? InternalId => Nip is { Length: 16 } ? Nip : null;

    public required string Name { get; init; }

    /// <summary>
    /// <c>production</c>, <c>demo</c>, <c>test</c> or an address; the office's default where the file is silent.
    /// </summary>
    public required string Environment { get; init; }

    public TextList<string> Tags { get; init; } = new([]);

    public string? Contact { get; init; }

    /// <summary>The permissions that this client's credential should have; empty where the file is silent.</summary>
    public TextList<string> ExpectedPermissions { get; init; } = new([]);

    /// <summary>The client's credentials, in the file's order; empty where nothing gives access yet.</summary>
    public TextList<KsefCredential> Access { get; init; } = new([]);

    /// <summary>The profile's file.</summary>
    public required string Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}

using System.Security;

namespace KsefTools;

/// <summary>A client's access token, for a program that calls KSeF itself.</summary>
public sealed record KsefAccessToken
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    /// <summary>In whose name it acts, e.g. <c>Nip 5260001246</c>.</summary>
    public required string Context { get; init; }

    /// <summary>The bearer token: Invoke-RestMethod -Authentication Bearer -Token.</summary>
    public required SecureString Token { get; init; }

    /// <summary>When KSeF stops taking it, in UTC.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>The address of the API that it is for.</summary>
    public required string Address { get; init; }

    /// <summary>What it may do, by its claims; empty where they do not say.</summary>
    public TextList<string> Permissions { get; init; } = new([]);

    /// <summary>The secret that opened its session.</summary>
    public string? SecretName { get; init; }

    public string? OfficePath { get; init; }
}

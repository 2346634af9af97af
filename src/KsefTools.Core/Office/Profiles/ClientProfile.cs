using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// One client's file as written, or one of its parts: what is null here stands nowhere in the file and follows the
/// office's defaults.
/// </summary>
public sealed record ClientProfile
{
    /// <summary>The client's NIP; of a part, its InternalId.</summary>
    public required ClientId Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// <c>production</c>, <c>demo</c>, <c>test</c> or an address; null where the office's default applies.
    /// </summary>
    public string? Environment { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Contact { get; init; }

    /// <summary>
    /// The permissions that the client's credential should have; empty where the file is silent. A part whose entry is
    /// silent has its client's.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>
    /// Who may sign for a certificate of the client's beside the client itself, by PESEL or NIP; empty for nobody.
    /// </summary>
    public IReadOnlyList<CertificateIdentity> Signers { get; init; } = [];

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<AccessEntry> Access { get; init; } = [];

    /// <summary>The file, which a part shares with its client; empty for a profile that is not written yet.</summary>
    public string Path { get; init; } = "";
}

using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// One client's file as written: what is null here stands nowhere in the file and follows the office's defaults.
/// </summary>
public sealed record ClientProfile
{
    public required Nip Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// <c>production</c>, <c>demo</c>, <c>test</c> or an address; null where the office's default applies.
    /// </summary>
    public string? Environment { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Contact { get; init; }

    /// <summary>The permissions that the client's credential should have; empty where the file is silent.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>
    /// Who may sign for a certificate of the client's beside the client itself, by PESEL or NIP; empty for nobody.
    /// </summary>
    public IReadOnlyList<CertificateIdentity> Signers { get; init; } = [];

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<AccessEntry> Access { get; init; } = [];

    /// <summary>The file; empty for a profile that is not written yet.</summary>
    public string Path { get; init; } = "";
}

using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing;

/// <summary>
/// One request and the files that hold it, or one file that holds none: read and judged, nothing sent yet.
/// </summary>
public sealed record SigningAnswer
{
    /// <summary>The file that counts: the signed one, else the first.</summary>
    public required string Path { get; init; }

    /// <summary>How it stands, where nothing needs to be done about it; null where something does.</summary>
    public KsefSigningResult? Verdict { get; init; }

    /// <summary>What would be done about it, for a person who decides; empty where nothing needs to be.</summary>
    public string Action { get; init; } = "";

    internal SigningRecord? Record { get; init; }

    /// <summary>Null where no file is signed as it should be.</summary>
    internal SignedRequest? Signed { get; init; }

    /// <summary>Other files with a signature that fits.</summary>
    internal IReadOnlyList<string> NotNeeded { get; init; } = [];
}

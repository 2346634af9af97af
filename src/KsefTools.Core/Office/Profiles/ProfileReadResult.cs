namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// What reading one file under clients/ came to for its client, or for one of the client's parts. A broken file never
/// hides the others.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Profile">The profile; null where the file cannot be used.</param>
/// <param name="Problems">
/// All that is wrong in the file; warnings may stand beside a profile. Told of the client, not of its parts again.
/// </param>
public sealed record ProfileReadResult(string Path, ClientProfile? Profile, IReadOnlyList<OfficeFileProblem> Problems)
{
    /// <summary>
    /// The client's NIP, or the part's InternalId, as far as it can be told: from the profile, else ten digits in the
    /// file's name.
    /// </summary>
    public string? Nip =>
        Profile?.Nip.Value
        ?? (
            System.IO.Path.GetFileNameWithoutExtension(Path) is { Length: 10 } name && name.All(char.IsAsciiDigit)
                ? name
                : null
        );
}

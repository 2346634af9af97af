using KsefTools.Core.Files;

namespace KsefTools.Core.Access;

/// <summary>The file of one answer.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="MayReplace">Whether one that is there already goes.</param>
public sealed record AnswerFile(string Path, bool MayReplace)
{
    /// <summary>Writes an answer whole or not at all; one of nothing but a status leaves no file.</summary>
    /// <returns>The file; null where nothing was to be written.</returns>
    /// <exception cref="IOException">It cannot be written, or is there by now.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public string? Write(ClientAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Body.IsEmpty)
            return null;
        OwnerOnlyFile.Write(Path, answer.Body.Span, MayReplace);
        return Path;
    }
}

using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;

namespace KsefTools.Core.Import.Folders;

/// <summary>A file that may hold certificates and keys, and what was found in it.</summary>
/// <param name="path">The file, as a full path.</param>
internal sealed class FolderFile(string path) : IDisposable
{
    /// <summary>A file may cost so many passwords; each may take a second.</summary>
    private const int MostPasswords = 50;

    public string Path { get; } = path;

    public bool IsLink { get; init; }

    /// <summary>Whether it is a folder that may not be read.</summary>
    public bool IsClosedFolder { get; init; }

    /// <summary>What it holds; null where it could not be opened.</summary>
    public KeyMaterialParts? Parts { get; private set; }

    /// <summary>Why it could not.</summary>
    public (ImportRefusal Refusal, string Reason)? Problem { get; private set; }

    public void Read(KeyPasswords passwords)
    {
        if (IsLink || IsClosedFolder)
            Problem = (ImportRefusal.UnreadableFile, IsLink ? FolderSentences.Link : FolderSentences.ClosedFolder);
        else if (TryOpen(password: null) is { } failure)
            Problem = IsLocked(failure) ? TryEach(passwords) : Of(failure);
    }

    /// <inheritdoc/>
    public void Dispose() => Parts?.Dispose();

    /// <summary>Why no password opens it; null where one did.</summary>
    private (ImportRefusal Refusal, string Reason)? TryEach(KeyPasswords passwords)
    {
        var tried = 0;
        foreach (var password in passwords.For(Path).Take(MostPasswords))
        {
            tried++;
            if (TryOpen(password) is not { } failure)
                return null;
            if (!IsLocked(failure))
                return Of(failure);
        }
        return (ImportRefusal.Locked, FolderSentences.Locked(tried));
    }

    private KeyMaterialException? TryOpen(Secrets.SecretText? password)
    {
        try
        {
            Parts = KeyMaterialReader.PartsOf(Path, password);
            return null;
        }
        catch (KeyMaterialException failure)
        {
            return failure;
        }
    }

    private static bool IsLocked(KeyMaterialException failure) =>
        failure.Failure is KeyMaterialFailure.PasswordMissing or KeyMaterialFailure.WrongPassword;

    private static (ImportRefusal Refusal, string Reason) Of(KeyMaterialException failure) =>
        (ImportRefusal.UnreadableFile, PlainText.Line(failure.Message));
}

using KsefTools.Core.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office.Files;

/// <summary>
/// Changes a person's file: read, change, look whether somebody else changed it meanwhile, replace at once.
/// </summary>
internal static class FileChange
{
    private const int Attempts = 5;

    /// <summary>Applies a change to a file; one that changes nothing leaves the file untouched.</summary>
    /// <param name="path">The file.</param>
    /// <param name="statePath">The office's own folder, where its lock is.</param>
    /// <param name="change">From the file's text to the new one. Called again where the file changed meanwhile.</param>
    /// <exception cref="OfficeFileException">The file cannot be read, changed or written; it is as it was.</exception>
    public static void Apply(string path, string statePath, Func<string, string> change)
    {
        using var held = OfficeLock.Take(statePath);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var source = SourceText.Read(path);
            var text = Change(path, source.Text, change);
            if (string.Equals(text, source.Text, StringComparison.Ordinal))
                return;
            if (!SourceText.Read(path).Bytes.AsSpan().SequenceEqual(source.Bytes))
                continue;
            Write(path, () => AtomicFile.Replace(path, source.Encode(text)));
            return;
        }
        throw Problem(
            path,
            UiText.Of(
                "another program keeps changing this file; nothing was changed, try again",
                "inny program ciągle zmienia ten plik; nic nie zmieniono, spróbuj ponownie"
            )
        );
    }

    /// <summary>What a change would come to; the file stays as it is.</summary>
    /// <exception cref="OfficeFileException">The file cannot be read or changed.</exception>
    public static T Preview<T>(string path, Func<string, T> change) => Change(path, SourceText.Read(path).Text, change);

    /// <summary>Runs a write and names the file in what goes wrong.</summary>
    public static void Write(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(
                path,
                UiText.Of($"cannot be written: {exception.Message}", $"nie można zapisać: {exception.Message}"),
                exception
            );
        }
    }

    private static T Change<T>(string path, string text, Func<string, T> change)
    {
        try
        {
            return change(text);
        }
        catch (YamlSyntaxException exception)
        {
            throw new OfficeFileException([ProfileReader.Problem(path, exception)], exception);
        }
    }

    private static OfficeFileException Problem(string path, string message, Exception? innerException = null) =>
        new(
            [
                new OfficeFileProblem(
                    OfficeIssueCode.FileUnreadable,
                    FindingSeverity.Critical,
                    path,
                    null,
                    null,
                    message
                ),
            ],
            innerException
        );
}

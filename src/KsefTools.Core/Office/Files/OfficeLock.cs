using KsefTools.Core.Files;

namespace KsefTools.Core.Office.Files;

/// <summary>
/// Keeps two of our processes from changing the office's files at the same moment. Held for one short write at a
/// time; the system frees it when its process dies. Editors do not take it, so who writes still compares first.
/// </summary>
internal sealed class OfficeLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// About ten seconds: a write takes milliseconds, so who waits longer waits for something broken.
    /// </summary>
    private const int Attempts = 1000;

    private readonly FileStream _stream;

    private OfficeLock(FileStream stream) => _stream = stream;

    /// <summary>Waits until no other of our processes changes files in the office.</summary>
    /// <exception cref="OfficeFolderException">
    /// Another process holds it for too long, or the folder cannot be written.
    /// </exception>
    public static OfficeLock Take(string statePath)
    {
        try
        {
            AtomicFile.CreateOwnFolder(statePath);
            var path = Path.Combine(statePath, "office.lock");
            for (var attempt = 1; ; attempt++)
                try
                {
                    return new OfficeLock(
                        AtomicFile.OpenOwn(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                    );
                }
                catch (IOException) when (attempt < Attempts && File.Exists(path))
                {
                    Thread.Sleep(Pause);
                }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                statePath,
                UiText.Of(
                    $"The lock of the office in '{statePath}' cannot be taken: {exception.Message}",
                    $"Nie można założyć blokady biura w '{statePath}': {exception.Message}"
                ),
                exception
            );
        }
    }

    public void Dispose() => _stream.Dispose();
}

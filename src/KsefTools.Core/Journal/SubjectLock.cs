using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// Lets one process at a time work on something of the office: a file held open alone, so that a killed process lets go
/// of it. The file stays: deleting it would let two processes hold two files of one name.
/// </summary>
internal sealed class SubjectLock : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private SubjectLock(FileStream file) => _file = file;

    /// <summary>Null when another process has it. Does not wait: what the other does, need not be done again.</summary>
    /// <param name="office">The office.</param>
    /// <param name="work">What is done, e.g. <c>conversion</c>; part of the file's name.</param>
    /// <param name="subject">On what it is done; may be private, so only its hash names the file.</param>
    /// <exception cref="OfficeFolderException">The lock cannot be made.</exception>
    public static SubjectLock? TryTake(OfficeFolder office, string work, string subject)
    {
        var folder = Path.Combine(office.StatePath, "locks");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..16];
        var path = Path.Combine(folder, $"{work}-{name}.lock");
        try
        {
            AtomicFile.CreateOwnFolder(office.StatePath);
            AtomicFile.CreateOwnFolder(folder);
            return new SubjectLock(
                AtomicFile.OpenOwn(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                folder,
                UiText.Of(
                    $"The lock that keeps two processes from the same work cannot be made in '{folder}': "
                        + $"{exception.Message}",
                    $"Nie można założyć w '{folder}' blokady, która chroni przed podwójną pracą: {exception.Message}"
                ),
                exception
            );
        }
    }

    /// <summary>Waits until no other process has it; null when one had it all the time.</summary>
    /// <param name="office">The office.</param>
    /// <param name="work">As for <see cref="TryTake"/>.</param>
    /// <param name="subject">
    /// As for <see cref="TryTake"/>. On a shared folder no path: each machine has its own.
    /// </param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="waiting">Told again and again how long it has been waiting; null where nobody listens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OfficeFolderException">The lock cannot be made.</exception>
    public static async Task<SubjectLock?> WaitAsync(
        OfficeFolder office,
        string work,
        string subject,
        TimeSpan patience,
        Action<TimeSpan>? waiting,
        CancellationToken cancellationToken
    )
    {
        // Other processes live by the real time, whatever clock ours works with.
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryTake(office, work, subject) is { } held)
                return held;
            if (waited.Elapsed >= patience)
                return null;
            waiting?.Invoke(waited.Elapsed);
            await Task.Delay(Retry, cancellationToken);
        }
    }

    /// <summary>The lock of an identity's certificates in one environment.</summary>
    /// <param name="office">The office.</param>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="identity">Whose quotas and certificates they are.</param>
    /// <exception cref="OfficeFolderException">The lock cannot be made.</exception>
    public static SubjectLock? OfCertificates(OfficeFolder office, Uri environment, string identity) =>
        TryTake(office, "certificates", $"{environment}\n{identity}");

    public void Dispose() => _file.Dispose();
}

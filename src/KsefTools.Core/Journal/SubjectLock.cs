using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Journal;

/// <summary>
/// Lets one process at a time work on something of the office: a file held open alone, so that a killed process lets go of it.
/// The file stays: deleting it would let two processes hold two files of one name.
/// </summary>
internal sealed class SubjectLock : IDisposable
{
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
            AtomicFile.CreateFolder(office.StatePath);
            AtomicFile.CreateFolder(folder);
            return new SubjectLock(
                new FileStream(path, AtomicFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
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
                    $"The lock that keeps two processes from the same work cannot be made in '{folder}': {exception.Message}",
                    $"Nie można założyć w '{folder}' blokady, która chroni przed podwójną pracą: {exception.Message}"
                ),
                exception
            );
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

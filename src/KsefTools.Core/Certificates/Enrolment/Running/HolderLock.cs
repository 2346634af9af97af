using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Office;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// Lets one process at a time work on an identity's certificates: a file held open alone, so that a killed process
/// lets go of it. The file stays: deleting it would let two processes hold two files of one name.
/// </summary>
internal sealed class HolderLock : IDisposable
{
    private readonly FileStream _file;

    private HolderLock(FileStream file) => _file = file;

    /// <summary>Null when another process has it. Does not wait: what the other does, need not be done again.</summary>
    /// <param name="office">The office.</param>
    /// <param name="environment">Which KSeF.</param>
    /// <param name="identity">Whose quotas and certificates they are; may be a PESEL, so only its hash names the file.</param>
    /// <exception cref="OfficeFolderException">The lock cannot be made.</exception>
    public static HolderLock? TryTake(OfficeFolder office, Uri environment, string identity)
    {
        var folder = Path.Combine(office.StatePath, "locks");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{environment}\n{identity}")))[
            ..16
        ];
        var path = Path.Combine(folder, $"certificates-{name}.lock");
        try
        {
            AtomicFile.CreateFolder(office.StatePath);
            AtomicFile.CreateFolder(folder);
            return new HolderLock(
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
                    $"The lock that keeps two processes from doing the same for one holder cannot be made in '{folder}': {exception.Message}",
                    $"Nie można założyć w '{folder}' blokady, która nie pozwala dwóm procesom robić tego samego dla jednego posiadacza: {exception.Message}"
                ),
                exception
            );
        }
    }

    public void Dispose() => _file.Dispose();
}

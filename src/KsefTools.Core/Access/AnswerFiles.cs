using KsefTools.Core.Api.Contract;
using KsefTools.Core.Files;

namespace KsefTools.Core.Access;

/// <summary>
/// Where answers go as they came: one file, or one for each in a folder, named by client and by what was asked for.
/// Readable by their owner only: they hold clients' invoices.
/// </summary>
public sealed class AnswerFiles
{
    private readonly string _path;
    private readonly bool _isFolder;

    private AnswerFiles(string path, bool isFolder) => (_path, _isFolder) = (path, isFolder);

    /// <summary>Finds out, before anything is sent, that each answer has a file of its own.</summary>
    /// <param name="path">The full path of a file or a folder; one that ends with a separator is a folder.</param>
    /// <param name="requests">All that will be sent.</param>
    /// <exception cref="ContractException">Two answers would go into one file.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public static AnswerFiles For(string path, IReadOnlyCollection<(string Nip, ContractRequest Request)> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var files = new AnswerFiles(path, Directory.Exists(path) || Path.EndsInDirectorySeparator(path));
        var names = requests.Select(one => files.PathOf(one.Nip, one.Request)).ToList();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count)
            throw ContractSentences.OneFileForSeveral(path, files._isFolder);
        if (files._isFolder)
            AtomicFile.CreateFolder(path);
        return files;
    }

    /// <summary>The file of one answer, before it is asked for.</summary>
    /// <exception cref="IOException">It is there already, and must stay.</exception>
    public AnswerFile Take(string nip, ContractRequest request, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = PathOf(nip, request);
        return overwrite || !Path.Exists(path)
            ? new AnswerFile(path, overwrite)
            : throw new IOException(
                UiText.Of(
                    $"'{path}' is there already, so nothing was asked. Replace it: -Force.",
                    $"'{path}' już istnieje, więc o nic nie zapytano. Zastąp go: -Force."
                )
            );
    }

    private string PathOf(string nip, ContractRequest request) =>
        _isFolder
            ? Path.Join(
                _path,
                string.Join('-', [nip, .. request.Values])
                    + (request.Operation.Answer is AnswerType.Xml ? ".xml" : ".json")
            )
            : _path;
}

using System.Collections.Concurrent;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Files;

namespace KsefTools.Core.Office.Profiles;

/// <summary>The clients' files of one office.</summary>
public sealed class ProfileStore
{
    private readonly OfficeFolder _office;

    // Whose each file is that was looked into, and when it had been written: a script reads a thousand clients one
    // after the other, each by a command of its own.
    private static readonly ConcurrentDictionary<string, (long Written, string? Nip)> Known = new(
        StringComparer.Ordinal
    );

    internal ProfileStore(OfficeFolder office) => _office = office;

    /// <summary>
    /// Reads all clients in parallel, in the order of their files' names. A file that cannot be used is in the answer
    /// with its problems, unless the filter asks for something that its name alone excludes.
    /// </summary>
    /// <exception cref="OfficeFolderException">The folder of the clients' files cannot be read.</exception>
    public IReadOnlyList<ProfileReadResult> ReadAll(
        ProfileFilter? filter = null,
        CancellationToken cancellationToken = default
    )
    {
        var files = Files();
        var results = ReadFiles([.. files.Select(file => file.Path)], cancellationToken);
        ClientIndex.Remember(_office.Path, files, results);
        return filter is null ? results : [.. results.Where(result => Passes(filter, result))];
    }

    internal static ProfileReadResult[] ReadFiles(string[] files, CancellationToken cancellationToken)
    {
        if (files.Length == 0)
            return [];
        var results = new ProfileReadResult[files.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.ForEach(
            Partitioner.Create(0, files.Length, Math.Max(1, files.Length / (4 * Environment.ProcessorCount))),
            options,
            range =>
            {
                for (var index = range.Item1; index < range.Item2; index++)
                    results[index] = ProfileReader.Read(files[index]);
            }
        );
        return results;
    }

    /// <summary>
    /// Reads one client; null where the office has no file for it. Where two files are of one client, neither is taken:
    /// the answer has no profile and names both.
    /// </summary>
    public ProfileReadResult? Read(Nip nip)
    {
        ProfileReadResult[] named =
        [
            .. FilesOf(nip).Select(ProfileReader.Read).Where(candidate => candidate.Nip == nip.Value),
        ];
        ProfileReadResult[] found = [.. named.Where(candidate => candidate.Profile is not null)];
        return found.Length > 1 ? Ambiguous(nip, found) : found.Concat(named).FirstOrDefault();
    }

    /// <summary>The file that is named after a client, and those of other names that are of the same client.</summary>
    private IEnumerable<string> FilesOf(Nip nip)
    {
        var usual = PathOf(nip);
        var files = Files();
        var changed = files
            .Where(file => !Known.TryGetValue(file.Path, out var known) || !file.IsAsOf(known.Written))
            .ToList();
        var read = ReadFiles([.. changed.Select(file => file.Path)], CancellationToken.None);
        foreach (var (file, result) in changed.Zip(read))
            Known[file.Path] = (file.Written, result.Nip);
        return [.. files.Select(file => file.Path).Where(path => path == usual || Known[path].Nip == nip.Value)];
    }

    private static ProfileReadResult Ambiguous(Nip nip, ProfileReadResult[] found)
    {
        var others = string.Join(", ", found.Skip(1).Select(file => $"'{file.Path}'"));
        return new ProfileReadResult(
            found[0].Path,
            null,
            [
                new OfficeFileProblem(
                    OfficeIssueCode.DuplicateNip,
                    FindingSeverity.Critical,
                    found[0].Path,
                    null,
                    null,
                    UiText.Of(
                        $"client {nip} has several files: this one and {others}. Keep one of them; nothing was done",
                        $"klient {nip} ma kilka plików: ten oraz {others}. Zostaw jeden; niczego nie zrobiono"
                    )
                ),
            ]
        );
    }

    /// <summary>Where a client's file is when a command makes it.</summary>
    public string PathOf(Nip nip) => Path.Combine(_office.ClientsPath, $"{nip.Value}.yaml");

    /// <summary>Writes a new client's file, named after its NIP.</summary>
    /// <returns>The profile as it reads from the file.</returns>
    /// <exception cref="OfficeFileException">The client has a file already, or it cannot be written.</exception>
    public ClientProfile Create(ClientProfile profile)
    {
        var path = PathOf(profile.Nip);
        var text = ProfileTemplate.Text(profile);
        var written = ProfileReader.Read(path, text) is { Profile: { } read }
            ? read
            : throw new OfficeFileException(ProfileReader.Read(path, text).Problems);
        using var held = OfficeLock.Take(_office.StatePath);
        if (File.Exists(path))
            throw new OfficeFileException([
                new OfficeFileProblem(
                    OfficeIssueCode.DuplicateNip,
                    FindingSeverity.Critical,
                    path,
                    null,
                    null,
                    UiText.Of("the client has a profile already", "klient ma już profil")
                )
                {
                    Remedy = CommandText.Of("Get-KsefProfile").With(profile.Nip.Value),
                },
            ]);
        FileChange.Write(
            path,
            () =>
            {
                AtomicFile.CreateFolder(_office.ClientsPath);
                AtomicFile.Create(path, Encoding.UTF8.GetBytes(text));
            }
        );
        return written;
    }

    /// <summary>Changes a client's file in place.</summary>
    /// <param name="path">The file, as <see cref="ClientProfile.Path"/> names it.</param>
    /// <param name="change">What to change. Called again where another program changed the file meanwhile.</param>
    /// <returns>The profile as it reads afterwards.</returns>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked; it is as it was.</exception>
    public ClientProfile Patch(string path, Action<ProfileEditor> change)
    {
        ClientProfile? changed = null;
        FileChange.Apply(
            path,
            _office.StatePath,
            text =>
            {
                var editor = new ProfileEditor(path, text);
                change(editor);
                changed = editor.Profile;
                return editor.Text;
            }
        );
        return changed!;
    }

    /// <summary>What a change would come to; the file stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="change">What to change.</param>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked.</exception>
    public static ClientProfile Preview(string path, Action<ProfileEditor> change) =>
        FileChange.Preview(
            path,
            text =>
            {
                var editor = new ProfileEditor(path, text);
                change(editor);
                return editor.Profile;
            }
        );

    /// <summary>Removes a client's file. Secrets in the vault are not touched.</summary>
    /// <param name="path">
    /// The file, as <see cref="ClientProfile.Path"/> names it; one that is gone already is no error.
    /// </param>
    /// <exception cref="OfficeFileException">The file cannot be removed.</exception>
    public void Remove(string path)
    {
        using var held = OfficeLock.Take(_office.StatePath);
        FileChange.Write(path, () => File.Delete(path));
    }

    private bool Passes(ProfileFilter filter, ProfileReadResult result) =>
        result.Profile is { } profile
            ? filter.Matches(profile, _office.Settings.Environment)
            : filter.MatchesNip(result.Nip);

    private IReadOnlyList<ClientFile> Files()
    {
        try
        {
            return Directory.Exists(_office.ClientsPath) ? ClientFile.All(_office.ClientsPath) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                _office.ClientsPath,
                UiText.Of(
                    $"The clients' files in '{_office.ClientsPath}' cannot be listed: {exception.Message}",
                    $"Nie można wyliczyć plików klientów w '{_office.ClientsPath}': {exception.Message}"
                ),
                exception
            );
        }
    }
}

using System.Collections.Concurrent;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Profiles.Index;

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
    /// Reads all clients in parallel, each with its parts, in the order of their files' names. A file that cannot be
    /// used is in the answer with its problems, unless the filter asks for something that its name alone excludes.
    /// </summary>
    /// <exception cref="OfficeFolderException">The folder of the clients' files cannot be read.</exception>
    public IReadOnlyList<ProfileReadResult> ReadAll(
        ProfileFilter? filter = null,
        CancellationToken cancellationToken = default
    )
    {
        var files = Files(ClientFile.All);
        var read = ReadFiles([.. files.Select(file => file.Path)], cancellationToken);
        ClientIndex.Remember(_office.Path, files, read);
        var results = read.SelectMany(results => results);
        return [.. filter is null ? results : results.Where(result => Passes(filter, result))];
    }

    /// <summary>Of each file the client, then its parts.</summary>
    internal static IReadOnlyList<ProfileReadResult>[] ReadFiles(string[] files, CancellationToken cancellationToken)
    {
        if (files.Length == 0)
            return [];
        var results = new IReadOnlyList<ProfileReadResult>[files.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.ForEach(
            Partitioner.Create(0, files.Length, Math.Max(1, files.Length / (4 * Environment.ProcessorCount))),
            options,
            range =>
            {
                for (var index = range.Item1; index < range.Item2; index++)
                    results[index] = ProfileReader.ReadAll(files[index]);
            }
        );
        return results;
    }

    /// <summary>
    /// Reads one client, or one part of a client; null where the office has no file for it, or the file no such part.
    /// Where two files are of one client, neither is taken: the answer has no profile and names both.
    /// </summary>
    public ProfileReadResult? Read(ClientId client)
    {
        IReadOnlyList<ProfileReadResult>[] named =
        [
            .. FilesOf(client.Nip).Select(ProfileReader.ReadAll).Where(read => read[0].Nip == client.Nip.Value),
        ];
        IReadOnlyList<ProfileReadResult>[] found = [.. named.Where(read => read[0].Profile is not null)];
        return found switch
        {
            [] => named.FirstOrDefault()?[0],
            [var only] => only.FirstOrDefault(result => result.Profile!.Nip == client),
            _ => Ambiguous(client.Nip, [.. found.Select(read => read[0])]),
        };
    }

    /// <summary>The client itself and its parts, those that can be read.</summary>
    public IReadOnlyList<ClientProfile> ReadWithParts(Nip nip) =>
        [
            .. FilesOf(nip)
                .SelectMany(ProfileReader.ReadAll)
                .Select(result => result.Profile)
                .OfType<ClientProfile>()
                .Where(profile => profile.Nip.Nip == nip),
        ];

    /// <summary>The file that is named after a client, and those of other names that are of the same client.</summary>
    private IEnumerable<string> FilesOf(Nip nip)
    {
        var usual = PathOf(nip);
        var files = Files(ClientListing.Recent);
        var changed = files
            .Where(file => !Known.TryGetValue(file.Path, out var known) || !file.IsAsOf(known.Written))
            .ToList();
        var read = ReadFiles([.. changed.Select(file => file.Path)], CancellationToken.None);
        foreach (var (file, result) in changed.Zip(read))
            Known[file.Path] = (file.Written, result[0].Nip);
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

    /// <summary>Where a client's file is when a command makes it; a part is in its client's.</summary>
    public string PathOf(ClientId client) => Path.Combine(_office.ClientsPath, $"{client.Nip.Value}.yaml");

    /// <summary>Writes a new client's file, named after its NIP; or a new part into its client's.</summary>
    /// <returns>The profile as it reads from the file.</returns>
    /// <exception cref="OfficeFileException">
    /// The client has a file already, or it cannot be written; for a part, the client has none that can be used.
    /// </exception>
    public ClientProfile Create(ClientProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Nip.IsPart)
            return CreatePart(profile);
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

    /// <summary>Changes a client's file in place, at the place of the client or of its part.</summary>
    /// <param name="profile">Whose place, and in which file.</param>
    /// <param name="change">What to change. Called again where another program changed the file meanwhile.</param>
    /// <returns>The profile as it reads afterwards.</returns>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked; it is as it was.</exception>
    public ClientProfile Patch(ClientProfile profile, Action<ProfileEditor> change)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Patch(profile.Path, change, PartOf(profile));
    }

    /// <summary>As above, at the client's own place whoever it is.</summary>
    internal ClientProfile Patch(string path, Action<ProfileEditor> change, ClientId? part = null)
    {
        ClientProfile? changed = null;
        FileChange.Apply(
            path,
            _office.StatePath,
            text =>
            {
                var editor = new ProfileEditor(path, text, part);
                change(editor);
                changed = editor.Profile;
                return editor.Text;
            }
        );
        return changed!;
    }

    /// <summary>What a change would come to; the file stays as it is.</summary>
    /// <param name="profile">Whose place, and in which file.</param>
    /// <param name="change">What to change.</param>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked.</exception>
    public static ClientProfile Preview(ClientProfile profile, Action<ProfileEditor> change)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return FileChange.Preview(
            profile.Path,
            text =>
            {
                var editor = new ProfileEditor(profile.Path, text, PartOf(profile));
                change(editor);
                return editor.Profile;
            }
        );
    }

    /// <summary>Takes a part out of its client's file. Secrets in the vault are not touched.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked; it is as it was.</exception>
    public void RemovePart(ClientProfile part) => Patch(part, editor => editor.RemovePart());

    /// <summary>Removes a client's file, its parts with it. Secrets in the vault are not touched.</summary>
    /// <param name="path">
    /// The file, as <see cref="ClientProfile.Path"/> names it; one that is gone already is no error.
    /// </param>
    /// <exception cref="OfficeFileException">The file cannot be removed.</exception>
    public void Remove(string path)
    {
        using var held = OfficeLock.Take(_office.StatePath);
        FileChange.Write(path, () => File.Delete(path));
    }

    private ClientProfile CreatePart(ClientProfile part)
    {
        var client = Read(part.Nip.Nip) switch
        {
            { Profile: { } found } => found,
            { } unusable => throw new OfficeFileException(unusable.Problems),
            null => throw Refused(
                PathOf(part.Nip),
                OfficeIssueCode.InvalidNip,
                UiText.Of(
                    $"client {part.Nip.Nip} has no profile for its part {part.Nip} yet: add the client first",
                    $"klient {part.Nip.Nip} nie ma jeszcze profilu dla części {part.Nip}: najpierw dodaj klienta"
                ),
                CommandText.Of("New-KsefProfile").With(part.Nip.Nip.Value)
            ),
        };
        Patch(
            client.Path,
            editor =>
            {
                if (Read(part.Nip)?.Profile is not null)
                    throw Refused(
                        client.Path,
                        OfficeIssueCode.DuplicateNip,
                        UiText.Of($"the part {part.Nip} is there already", $"część {part.Nip} już istnieje"),
                        CommandText.Of("Get-KsefProfile").With(part.Nip.Value)
                    );
                editor.AddPart(part);
            }
        );
        return Patch(
            client.Path,
            editor =>
            {
                if (
                    part.Permissions.Count > 0
                    && !part.Permissions.SequenceEqual(editor.Profile.Permissions, StringComparer.Ordinal)
                )
                    editor.SetPermissions(part.Permissions);
                foreach (var entry in part.Access)
                    editor.AddAccess(entry);
            },
            part.Nip
        );
    }

    private static OfficeFileException Refused(string path, OfficeIssueCode code, string message, string remedy) =>
        new([
            new OfficeFileProblem(code, FindingSeverity.Critical, path, Line: null, Column: null, message)
            {
                Remedy = remedy,
            },
        ]);

    private static ClientId? PartOf(ClientProfile profile) => profile.Nip.IsPart ? profile.Nip : null;

    private bool Passes(ProfileFilter filter, ProfileReadResult result) =>
        result.Profile is { } profile
            ? filter.Matches(profile, _office.Settings.Environment)
            : filter.MatchesNip(result.Nip);

    /// <summary>The files of clients as they are now, unread.</summary>
    /// <exception cref="OfficeFolderException">The folder of the clients' files cannot be read.</exception>
    internal IReadOnlyList<ClientFile> Files() => Files(ClientFile.All);

    private IReadOnlyList<ClientFile> Files(Func<string, IReadOnlyList<ClientFile>> look)
    {
        try
        {
            return Directory.Exists(_office.ClientsPath) ? look(_office.ClientsPath) : [];
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

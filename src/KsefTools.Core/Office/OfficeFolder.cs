using KsefTools.Core.Files;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Office;

/// <summary>
/// An office: the folder with <c>office.yaml</c>, <c>clients/</c> and the machine's own <c>.state/</c>.
/// </summary>
public sealed class OfficeFolder
{
    /// <summary>Names the office where no path is given.</summary>
    public const string Variable = "KSEF_OFFICE";

    private const string SettingsFile = "office.yaml";

    private string? _id;

    private OfficeFolder(string path, OfficeSettings settings, IReadOnlyList<OfficeFileProblem> warnings)
    {
        Path = path;
        Settings = settings;
        Warnings = warnings;
        Profiles = new ProfileStore(this);
    }

    /// <summary>The folder, as a full path.</summary>
    public string Path { get; }

    public string SettingsPath => SettingsPathOf(Path);

    /// <summary>Where the clients' files are.</summary>
    public string ClientsPath => System.IO.Path.Combine(Path, "clients");

    /// <summary>What this machine remembers: observations, the journal of changes, locks.</summary>
    public string StatePath => System.IO.Path.Combine(Path, ".state");

    public OfficeSettings Settings { get; }

    /// <summary>
    /// What tells the office's secrets from those of others: as office.yaml says, else as it would be made to say.
    /// </summary>
    public string Id => _id ??= Settings.Id ?? OfficeId.Of(Settings.Nip, Path);

    /// <summary>What is odd in office.yaml without keeping it from being used: unknown keys above all.</summary>
    public IReadOnlyList<OfficeFileProblem> Warnings { get; }

    public ProfileStore Profiles { get; }

    /// <summary>
    /// The folder to use: the explicit path, else <c>KSEF_OFFICE</c>, else <c>ksef/office</c> in the user's
    /// configuration folder (<c>~/.config</c>, <c>%APPDATA%</c>). A path to an office.yaml means its folder.
    /// </summary>
    public static string Locate(string? explicitPath = null) =>
        Locate(
            explicitPath,
            Environment.GetEnvironmentVariable(Variable),
            Environment.GetFolderPath(
                Environment.SpecialFolder.ApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            )
        );

    /// <summary>As <see cref="Locate(string?)"/>, with what the machine says given.</summary>
    public static string Locate(string? explicitPath, string? variable, string configurationFolder)
    {
        var path =
            !string.IsNullOrWhiteSpace(explicitPath) ? explicitPath
            : !string.IsNullOrWhiteSpace(variable) ? variable
            : System.IO.Path.Combine(configurationFolder, "ksef", "office");
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return string.Equals(System.IO.Path.GetFileName(full), SettingsFile, StringComparison.OrdinalIgnoreCase)
            ? System.IO.Path.GetDirectoryName(full)!
            : full;
    }

    /// <summary>Opens the office in a folder and reads its office.yaml.</summary>
    /// <exception cref="OfficeFolderException">There is no office.</exception>
    /// <exception cref="OfficeFileException">office.yaml cannot be used.</exception>
    public static OfficeFolder Open(string path)
    {
        var folder = Locate(path);
        var file = SettingsPathOf(folder);
        if (!File.Exists(file))
            throw new OfficeFolderException(
                OfficeFolderFailure.NotFound,
                folder,
                UiText.Of(
                    $"There is no office in '{folder}' (no {SettingsFile}). Create one with Initialize-KsefOffice, or "
                        + $"name another folder with -OfficePath or $env:{Variable}.",
                    $"W '{folder}' nie ma biura (brak {SettingsFile}). Utwórz je poleceniem Initialize-KsefOffice "
                        + $"albo wskaż inny folder przez -OfficePath lub $env:{Variable}."
                )
            );
        var (settings, warnings) = SettingsReader.Read(file, SourceText.Read(file).Text);
        return new OfficeFolder(folder, settings, warnings);
    }

    /// <summary>Creates a new office and opens it.</summary>
    /// <exception cref="OfficeFolderException">
    /// An office stands there already, or the folder cannot be written.
    /// </exception>
    public static OfficeFolder Initialize(string path, OfficeSetup setup)
    {
        var folder = Locate(path);
        try
        {
            if (File.Exists(SettingsPathOf(folder)))
                throw Exists(folder);
            AtomicFile.CreateFolder(folder);
            AtomicFile.CreateFolder(System.IO.Path.Combine(folder, "clients"));
            var ignored = System.IO.Path.Combine(folder, ".gitignore");
            if (!File.Exists(ignored))
                AtomicFile.Create(ignored, System.Text.Encoding.UTF8.GetBytes(OfficeTemplate.GitIgnore));
            // Last, because a folder counts as an office once it has this file.
            AtomicFile.Create(
                SettingsPathOf(folder),
                System.Text.Encoding.UTF8.GetBytes(OfficeTemplate.Settings(setup))
            );
        }
        catch (IOException) when (File.Exists(SettingsPathOf(folder)))
        {
            throw Exists(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                folder,
                UiText.Of(
                    $"The office cannot be created in '{folder}': {exception.Message}",
                    $"Nie można założyć biura w '{folder}': {exception.Message}"
                ),
                exception
            );
        }
        return Open(folder);
    }

    /// <summary>Changes office.yaml in place and gives the office with its new settings.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked; it is as it was.</exception>
    public OfficeFolder Patch(Action<SettingsEditor> change)
    {
        FileChange.Apply(
            SettingsPath,
            StatePath,
            text =>
            {
                var editor = new SettingsEditor(SettingsPath, text);
                change(editor);
                return editor.Text;
            }
        );
        return Open(Path);
    }

    /// <summary>The settings as a change would leave them; nothing is written.</summary>
    /// <exception cref="OfficeFileException">The file cannot be changed as asked.</exception>
    public OfficeSettings Preview(Action<SettingsEditor> change) =>
        FileChange.Preview(
            SettingsPath,
            text =>
            {
                var editor = new SettingsEditor(SettingsPath, text);
                change(editor);
                return editor.Settings;
            }
        );

    /// <summary>
    /// Makes sure that office.yaml says the <see cref="Id"/>, before a secret is stored under a name made of it: there
    /// all who share the folder find the same.
    /// </summary>
    /// <exception cref="OfficeFileException">The file cannot be changed; it is as it was.</exception>
    public string EnsureId()
    {
        if (Settings.Id is null)
            _id = Patch(editor =>
            {
                if (editor.Settings.Id is null)
                    editor.Set("id", Id);
            }).Settings.Id!;
        return Id;
    }

    private static OfficeFolderException Exists(string folder) =>
        new(
            OfficeFolderFailure.Exists,
            folder,
            UiText.Of(
                $"'{folder}' is an office already; nothing was changed. Look at it with Test-KsefOffice.",
                $"'{folder}' już jest biurem; nic nie zmieniono. Sprawdź je poleceniem Test-KsefOffice."
            )
        );

    private static string SettingsPathOf(string folder) => System.IO.Path.Combine(folder, SettingsFile);
}

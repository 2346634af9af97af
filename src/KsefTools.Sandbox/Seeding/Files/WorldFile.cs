using System.Globalization;
using System.Text.Json;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Files;

/// <summary>
/// <c>world.json</c>: everything that <c>serve --world</c> needs. Holds the tokens' secrets and the issuers' keys.
/// </summary>
public sealed record WorldFile
{
    public const int CurrentFormat = 2;

    /// <summary>The format's number, so that an old program refuses a newer file.</summary>
    public required int Format { get; init; }

    /// <summary>Where the sandbox's clock starts.</summary>
    public required DateTimeOffset Now { get; init; }

    public required SeededWorld Main { get; init; }

    public required SeededWorld Test { get; init; }

    /// <summary>Of the main environment. The one part that the seed does not determine.</summary>
    public required SeededCertificates Certificates { get; init; }

    public static WorldFile Of(SeededOffice office)
    {
        ArgumentNullException.ThrowIfNull(office);
        return new WorldFile
        {
            Format = CurrentFormat,
            Now = office.Now,
            Main = office.Main,
            Test = office.Test,
            Certificates = office.Known,
        };
    }

    /// <summary>Reads a file that <see cref="SeedFiles"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not a world file, or one of another format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WorldFile Read(string path)
    {
        // An error's own text may quote the file, which holds secrets: its place is enough, so it is no inner
        // exception.
        string? place;
        try
        {
            using var stream = File.OpenRead(path);
            var file = JsonSerializer.Deserialize<WorldFile>(stream, SeedJson.Options);
            if (file is { Format: CurrentFormat })
                return file;
            place = null;
        }
        catch (JsonException e)
        {
            place = e.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1})") : "";
        }

        throw new InvalidDataException(
            place is null ? $"{path} is a world file of another format." : $"{path} is not a world file{place}."
        );
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Files;

/// <summary>
/// Writes <c>tokens.csv</c>, <c>truth.json</c>, <c>world.json</c> and <c>certificates.json</c> into a folder, readable
/// by their owner only.
/// </summary>
public static class SeedFiles
{
    public const string Tokens = "tokens.csv";
    public const string Truth = "truth.json";
    public const string World = "world.json";
    public const string Certificates = "certificates.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the four files whole; a reader never sees half of one.</summary>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    public static void Write(SeededOffice office, string folder)
    {
        ArgumentNullException.ThrowIfNull(office);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        Replace(folder, Tokens, office.TokensCsv.Span);
        Replace(folder, Truth, JsonSerializer.SerializeToUtf8Bytes(office.Truth, SeedJson.Options));
        Replace(folder, World, JsonSerializer.SerializeToUtf8Bytes(WorldFile.Of(office), SeedJson.Options));
        var certificates = new JsonArray([.. office.Certificates.Select(Entry)]);
        Replace(folder, Certificates, JsonSerializer.SerializeToUtf8Bytes(certificates, SeedJson.Options));
    }

    // The truth of each, and the secret last.
    private static JsonNode Entry(SeededCertificate certificate)
    {
        var entry = JsonSerializer.SerializeToNode(certificate.Truth, SeedJson.Options)!.AsObject();
        entry["pem"] = certificate.Pem;
        return entry;
    }

    private static void Replace(string folder, string name, ReadOnlySpan<byte> bytes)
    {
        var target = Path.Combine(folder, name);
        var partial = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(partial, NewFile()))
                stream.Write(bytes);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>A file that only its owner may read.</summary>
    internal static FileStreamOptions NewFile(FileMode mode = FileMode.CreateNew)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}

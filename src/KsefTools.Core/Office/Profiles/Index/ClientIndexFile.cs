using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Office.Profiles.Index;

/// <summary>
/// The index as bytes. Binary, because it is read in the milliseconds before a person sees a list; a file that is
/// damaged, or of another version, reads as empty.
/// </summary>
internal static class ClientIndexFile
{
    private const string Version = "ksef-clients-2";

    public static byte[] Bytes(IEnumerable<IndexedClient> clients)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(Version);
        foreach (var client in clients)
        {
            writer.Write(Path.GetFileName(client.File.Path));
            writer.Write(client.File.Written);
            writer.Write(client.File.Length);
            writer.Write(client.Profiles.Count);
            foreach (var profile in client.Profiles)
                Write(writer, profile);
        }
        writer.Write("");
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads what the index knows of each client's file; nothing where it is missing or damaged.</summary>
    /// <param name="path">The index.</param>
    /// <param name="folder">Where the clients' files are.</param>
    public static IReadOnlyDictionary<string, IndexedClient> Read(string path, string folder)
    {
        var clients = new Dictionary<string, IndexedClient>(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(path))
                return clients;
            using var reader = new BinaryReader(new MemoryStream(RegularFile.ReadAllBytes(path)), Encoding.UTF8);
            if (reader.ReadString() != Version)
                return clients;
            while (reader.ReadString() is { Length: > 0 } name)
            {
                var file = new ClientFile(Path.Combine(folder, name), reader.ReadInt64(), reader.ReadInt64());
                clients[file.Path] = new IndexedClient(
                    file,
                    [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadProfile(reader, file))]
                );
            }
            return clients;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return new Dictionary<string, IndexedClient>(StringComparer.Ordinal);
        }
    }

    private static void Write(BinaryWriter writer, ClientProfile profile)
    {
        writer.Write(profile.Nip.Value);
        writer.Write(profile.Name);
        writer.Write(profile.Environment ?? "");
        Write(writer, profile.Tags);
        Write(writer, profile.Permissions);
        writer.Write(profile.Access.Count);
        foreach (var entry in profile.Access)
        {
            writer.Write((int)entry.Kind);
            writer.Write(entry.Identity ?? "");
            writer.Write(entry.Secret ?? "");
            writer.Write(entry.Vault ?? "");
            writer.Write(entry.Reference ?? "");
            writer.Write(entry.Serial ?? "");
            writer.Write(entry.GeneratedBy ?? "");
            writer.Write(entry.RetiredOn?.DayNumber ?? 0);
        }
    }

    private static ClientProfile ReadProfile(BinaryReader reader, ClientFile file) =>
        new()
        {
            Nip = ClientId.Parse(reader.ReadString()),
            Name = reader.ReadString(),
            Environment = ReadText(reader),
            Tags = ReadTexts(reader),
            Permissions = ReadTexts(reader),
            Access = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadEntry(reader))],
            Path = file.Path,
        };

    private static AccessEntry ReadEntry(BinaryReader reader) =>
        new()
        {
            Kind = (CredentialKind)reader.ReadInt32(),
            Identity = ReadText(reader),
            Secret = ReadText(reader),
            Vault = ReadText(reader),
            Reference = ReadText(reader),
            Serial = ReadText(reader),
            GeneratedBy = ReadText(reader),
            RetiredOn = reader.ReadInt32() is var day and > 0 ? DateOnly.FromDayNumber(day) : null,
        };

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new List<string>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            texts.Add(reader.ReadString());
        return [.. texts];
    }
}

using System.Text.Json;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Conversion.Waiting;

/// <summary>
/// The clients who only need to grant something to be moved: a small file each in the office's <c>.state</c> folder.
/// Safe to delete: then the audit no longer tells that a grant has come, and the next conversion finds out by itself.
/// </summary>
internal sealed class WaitingClients(OfficeFolder office)
{
    private string Folder => Path.Combine(office.StatePath, "waiting");

    /// <summary>An earlier entry of the client is replaced.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public void Remember(WaitingClient client)
    {
        AtomicFile.CreateOwnFolder(office.StatePath);
        AtomicFile.CreateOwnFolder(Folder);
        var content = JsonSerializer.SerializeToUtf8Bytes(client, WaitingJson.Default.WaitingClient);
        AtomicFile.WritePrivate(PathOf(client.Nip), content);
    }

    /// <summary>Nothing to forget is no error.</summary>
    /// <exception cref="IOException">The file could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public void Forget(string nip)
    {
        if (File.Exists(PathOf(nip)))
            File.Delete(PathOf(nip));
    }

    /// <summary>All of them; one whose file cannot be read is left out.</summary>
    public IReadOnlyList<WaitingClient> All() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.json").Select(Read).OfType<WaitingClient>()]
            : [];

    private string PathOf(string nip) => Path.Combine(Folder, string.Concat(nip.Where(char.IsAsciiDigit)) + ".json");

    private static WaitingClient? Read(string path)
    {
        try
        {
            var client = JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path), WaitingJson.Default.WaitingClient);
            // Of a list, the reader of JSON looks at no entry.
            return client?.Missing.All(permission => permission is not null) is true ? client : null;
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            return null;
        }
    }
}

using System.Text.Json;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Audit.Observations;

/// <summary>
/// Remembers what KSeF said, in one small file a client under the office's <c>.state</c> folder. Safe to delete: what
/// is lost is the last status and the memory of our own sign-ins. A file is replaced as a whole, so a reader never
/// sees half of one and a killed process leaves the old one; of two processes that write at once the later wins.
/// </summary>
/// <param name="folder">Created, readable by the owner only, when something is first written.</param>
public sealed class ObservationStore(string folder)
{
    private readonly Lock _writing = new();
    private bool _isPrepared;

    /// <summary>The observations of an office.</summary>
    public static ObservationStore Of(OfficeFolder office)
    {
        ArgumentNullException.ThrowIfNull(office);
        return new ObservationStore(Path.Combine(office.StatePath, "observations"));
    }

    /// <summary>The last observation of a credential; null where there is none or its file cannot be read.</summary>
    public Observation? Find(KsefCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return Read(credential.Nip).Credentials.GetValueOrDefault(KeyOf(credential));
    }

    /// <summary>Replaces the observation of a credential.</summary>
    /// <exception cref="IOException">The file could not be written; the old one still stands.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public void Write(KsefCredential credential, Observation observation)
    {
        ArgumentNullException.ThrowIfNull(credential);
        lock (_writing)
        {
            Prepare();
            var client = Read(credential.Nip);
            client.Credentials[KeyOf(credential)] = observation;
            Replace(
                PathOf(credential.Nip),
                JsonSerializer.SerializeToUtf8Bytes(client, ObservationJson.Default.ClientObservations)
            );
        }
    }

    /// <summary>Forgets a client, for example when its profile is removed. Nothing to forget is no error.</summary>
    public void Forget(string nip)
    {
        lock (_writing)
        {
            if (File.Exists(PathOf(nip)))
                File.Delete(PathOf(nip));
        }
    }

    private static string KeyOf(KsefCredential credential) => credential.SecretName ?? "";

    /// <summary>Digits only, so that no NIP from a hand-written profile can point outside the folder.</summary>
    // A NIP, or the InternalId of a part.
    private static bool IsOfNumber(char character) => char.IsAsciiDigit(character) || character == '-';

    private string PathOf(string nip) => Path.Combine(folder, $"{string.Concat(nip.Where(IsOfNumber))}.json");

    private ClientObservations Read(string nip)
    {
        try
        {
            using var file = RegularFile.OpenRead(PathOf(nip));
            return JsonSerializer.Deserialize(file, ObservationJson.Default.ClientObservations) ?? new();
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            return new();
        }
    }

    private void Prepare()
    {
        if (_isPrepared)
            return;
        AtomicFile.CreateOwnFolder(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        AtomicFile.CreateOwnFolder(folder);
        RemoveRemainsOfKilledProcesses();
        _isPrepared = true;
    }

    private void RemoveRemainsOfKilledProcesses()
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.tmp"))
            if (File.GetLastWriteTimeUtc(path) < File.GetLastWriteTimeUtc(folder).AddHours(-1))
                File.Delete(path);
    }

    private static void Replace(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            // Not flushed to the disk as a person's file is: a thousand of these would take seconds, and none is
            // precious.
            var options = AtomicFile.OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileShare.None);
            using (var file = new FileStream(temporary, options))
                file.Write(content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}

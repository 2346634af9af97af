using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KsefTools.Core.Files;
using KsefTools.Core.Office;

namespace KsefTools.Core.Signing.Records;

/// <summary>
/// The office's memory of what it asked to be signed: one file a request in <c>.state/signing/</c>, readable by its
/// owner only. Safe to delete: what waits to be answered is then written again.
/// </summary>
internal sealed class SigningRecords(OfficeFolder office)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly string _folder = Path.Combine(office.StatePath, "signing");

    /// <summary>Null for a challenge that this office did not ask for, or has forgotten.</summary>
    public SigningRecord? Find(string challenge) => TryRead(PathOf(challenge));

    /// <summary>All that can be read, in no order.</summary>
    public IEnumerable<SigningRecord> All() =>
        Directory.Exists(_folder)
            ? Directory.EnumerateFiles(_folder, "*.json").Select(TryRead).OfType<SigningRecord>()
            : [];

    /// <summary>Writes the record whole; it is on disk when this returns.</summary>
    /// <exception cref="OfficeFolderException">The folder cannot be written to.</exception>
    public void Write(SigningRecord record)
    {
        try
        {
            AtomicFile.CreateOwnFolder(office.StatePath);
            AtomicFile.CreateOwnFolder(_folder);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(record, SigningJson.Default.SigningRecord);
            AtomicFile.WritePrivate(PathOf(record.Challenge), bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                _folder,
                UiText.Of(
                    $"What is to be signed cannot be remembered in '{_folder}': {exception.Message}",
                    $"Nie można zapamiętać w '{_folder}', co ma być podpisane: {exception.Message}"
                ),
                exception
            );
        }
    }

    /// <summary>Forgets what ended long ago.</summary>
    public void Prune(DateTimeOffset now)
    {
        if (!Directory.Exists(_folder))
            return;
        foreach (var path in Directory.EnumerateFiles(_folder, "*.json"))
            if (TryRead(path) is { } record && record.Deadline < now - Kept)
                TryDelete(path);
    }

    // A challenge comes from outside, so only its hash names a file.
    private string PathOf(string challenge) =>
        Path.Combine(
            _folder,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(challenge)))[..32] + ".json"
        );

    private static SigningRecord? TryRead(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path), SigningJson.Default.SigningRecord);
            // One that a person changed into no order at all would end everybody's run later.
            return record is null
                ? null
                : record with
                {
                    HolderName = PlainText.Line(record.HolderName),
                    Context = PlainText.Line(record.Context),
                    Environment = record.ToOrder().Environment.Name,
                };
        }
        catch (Exception exception) when (Faults.AreOfOneItem(exception))
        {
            return null;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays until the next time.
        }
    }
}

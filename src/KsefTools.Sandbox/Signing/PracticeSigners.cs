using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Seeding.Files;

namespace KsefTools.Sandbox.Signing;

/// <summary>
/// Who signs for practice: somebody of a seeded office, or anybody, by a certificate made on the spot.
/// </summary>
internal static class PracticeSigners
{
    /// <summary>One of a seed's <c>certificates.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">A name for office.yaml (seal, employee), or the NIP of a client.</param>
    /// <exception cref="InvalidDataException">The file is none of a seed's, or names nobody so.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static X509Certificate2 Seeded(string path, string name)
    {
        var entries = Read(path);
        var entry =
            entries.FirstOrDefault(e => IsNamed(e, "identityName", name) || IsNamed(e, "nip", name))
            ?? throw new InvalidDataException(
                $"{path} has no certificate of {name}; it has {string.Join(", ", Names(entries))}."
            );
        try
        {
            var pem = (string?)entry["pem"];
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"The certificate of {name} does not open: {error.Message}", error);
        }
    }

    /// <summary>A self-signed seal of a company, as KSeF's TEST lets anyone sign in.</summary>
    public static X509Certificate2 Seal(string nip) => Make(SubjectIdentifier.Nip(nip), "Pieczęć do ćwiczeń");

    /// <summary>A self-signed certificate of a person.</summary>
    public static X509Certificate2 Person(string pesel) => Make(SubjectIdentifier.Pesel(pesel), "Jan Ćwiczebny");

    private static X509Certificate2 Make(SubjectIdentifier subject, string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(SubjectNames.Of(subject, commonName), key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static List<JsonObject> Read(string path)
    {
        try
        {
            return [.. (JsonNode.Parse(File.ReadAllText(path)) as JsonArray ?? []).OfType<JsonObject>()];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no {SeedFiles.Certificates} of a seed.", error);
        }
    }

    private static bool IsNamed(JsonObject entry, string property, string name) =>
        string.Equals((string?)entry[property], name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Names(IEnumerable<JsonObject> entries) =>
        entries.Select(e => (string?)e["identityName"] ?? (string?)e["nip"]).OfType<string>();
}

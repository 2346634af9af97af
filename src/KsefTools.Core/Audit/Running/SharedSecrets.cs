using System.Collections.Concurrent;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Who holds which token, by its reference number: as profiles say before the run, as the secrets themselves say while
/// they are read. A verdict that was already told cannot be amended, so where profiles carry no references the first
/// of two holders may go unmarked; the second names it.
/// </summary>
internal sealed class SharedSecrets
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Holder, byte>> _holders = new(
        StringComparer.OrdinalIgnoreCase
    );

    public SharedSecrets(IEnumerable<KsefCredential> credentials)
    {
        foreach (var credential in credentials)
            if (!string.IsNullOrEmpty(credential.Reference))
                Add(credential.Reference, credential);
    }

    /// <summary>The secret of a credential was read; what its profile said of the reference counts no longer.</summary>
    public void Note(KsefCredential credential, string reference)
    {
        if (
            credential.Reference is { Length: > 0 } said
            && !string.Equals(said, reference, StringComparison.OrdinalIgnoreCase)
            && _holders.TryGetValue(said, out var wrong)
        )
            wrong.TryRemove(Holder.Of(credential), out _);
        Add(reference, credential);
    }

    /// <summary>Whether any credential of the office is this token.</summary>
    public bool IsHeld(string reference) => _holders.TryGetValue(reference, out var holders) && !holders.IsEmpty;

    /// <summary>The other holders of a token, for a person.</summary>
    public IReadOnlyCollection<string> OthersOf(KsefCredential credential, string reference) =>
        _holders.TryGetValue(reference, out var holders)
            ?
            [
                .. holders
                    .Keys.Where(holder => holder != Holder.Of(credential))
                    .Select(holder => $"{holder.Nip} ({holder.Name})")
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    private void Add(string reference, KsefCredential credential) =>
        _holders.GetOrAdd(reference, _ => new())[Holder.Of(credential)] = 0;

    private sealed record Holder(string Nip, string Name, string Environment, string? Vault, string? SecretName)
    {
        public static Holder Of(KsefCredential credential) =>
            new(credential.Nip, credential.Name, credential.Environment, credential.Vault, credential.SecretName);
    }
}

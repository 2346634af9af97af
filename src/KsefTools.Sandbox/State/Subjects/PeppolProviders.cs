using System.Collections.Concurrent;

namespace KsefTools.Sandbox.State.Subjects;

/// <summary>Providers of PEPPOL services: KSeF registers one when it signs in for the first time.</summary>
public sealed class PeppolProviders
{
    private readonly ConcurrentDictionary<string, PeppolProvider> providers = new(StringComparer.Ordinal);

    public IEnumerable<PeppolProvider> All => providers.Values;

    public bool Knows(string id) => providers.ContainsKey(id);

    internal void Register(PeppolProvider provider) => providers.TryAdd(provider.Id, provider);

    internal void Clear() => providers.Clear();
}

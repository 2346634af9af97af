using KsefTools.Sandbox.State.Subjects;

namespace KsefTools.Sandbox.Peppol;

/// <summary>Schema QueryPeppolProvidersResponse.</summary>
internal sealed record ProvidersBody(IReadOnlyList<PeppolProvider> PeppolProviders, bool HasMore);

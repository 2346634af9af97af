namespace KsefTools.Sandbox.Identifiers;

/// <summary>Kinds of context (schema AuthenticationContextIdentifierType).</summary>
public enum ContextIdentifierType
{
    Nip,
    InternalId,
    NipVatUe,
    PeppolId,
}

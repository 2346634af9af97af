namespace KsefTools.Core.Identifiers;

/// <summary>In whose name a session can act: the contract's <c>AuthenticationContextIdentifierType</c>.</summary>
public enum ContextType
{
    /// <summary>A taxpayer.</summary>
    Nip,

    /// <summary>A unit inside a taxpayer.</summary>
    InternalId,

    /// <summary>A taxpayer together with an entity of another member state.</summary>
    NipVatUe,

    /// <summary>A Peppol service provider.</summary>
    PeppolId,
}

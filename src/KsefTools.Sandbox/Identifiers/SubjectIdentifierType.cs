namespace KsefTools.Sandbox.Identifiers;

/// <summary>How a signed-in subject or the author of a token is known (schema TokenAuthorIdentifierType).</summary>
public enum SubjectIdentifierType
{
    Nip,
    Pesel,
    Fingerprint,
}

namespace KsefTools.Sandbox.Identifiers;

/// <summary>Who acts: the holder of a certificate, the author of a token, the receiver of a grant.</summary>
public sealed record SubjectIdentifier(SubjectIdentifierType Type, string Value)
{
    public static SubjectIdentifier Nip(string nip) => new(SubjectIdentifierType.Nip, nip);

    public static SubjectIdentifier Pesel(string pesel) => new(SubjectIdentifierType.Pesel, pesel);
}

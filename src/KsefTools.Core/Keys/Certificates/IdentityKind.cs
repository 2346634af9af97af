namespace KsefTools.Core.Keys.Certificates;

/// <summary>What names the holder of a certificate.</summary>
public enum IdentityKind
{
    /// <summary>A tax number: a company's seal, or a person who is known by NIP.</summary>
    Nip,

    /// <summary>A person's PESEL.</summary>
    Pesel,

    /// <summary>Neither of the two: the SHA-256 of the certificate itself, 64 upper-case hexadecimal digits.</summary>
    Fingerprint,
}

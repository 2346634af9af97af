namespace KsefTools.Core.Keys;

/// <summary>The kinds of key that KSeF certifies.</summary>
public enum KeyAlgorithm
{
    /// <summary>Elliptic curve; P-256 where a key is generated. What KSeF recommends.</summary>
    Ec,

    /// <summary>RSA; 2048 bits where a key is generated.</summary>
    Rsa,
}

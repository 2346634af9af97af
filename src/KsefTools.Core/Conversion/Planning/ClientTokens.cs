using KsefTools.Core.Credentials;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// A client that goes into a conversion, with what the vault gave for the tokens that are to be replaced.
/// </summary>
/// <param name="Nip">The client.</param>
/// <param name="Credentials">Its tokens; one without a secret's name for a client that has none.</param>
internal sealed record ClientTokens(
    string Nip,
    IReadOnlyList<(KsefCredential Credential, SecretLookup Secret)> Credentials
)
{
    public KsefCredential First => Credentials[0].Credential;
}

using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Credentials;

/// <summary>What the vault answered for one secret.</summary>
/// <param name="State">Whether there is a token or a certificate to work with.</param>
/// <param name="Token">The token; null unless <paramref name="State"/> is Present and the secret is one.</param>
/// <param name="Problem">Why not, for a person; without the secret.</param>
/// <param name="Material">
/// The certificate with its key, which the reader owns; null unless <paramref name="State"/> is Present and the secret
/// is one.
/// </param>
internal sealed record SecretLookup(
    SecretState State,
    TokenText? Token = null,
    string Problem = "",
    KeyMaterial? Material = null
)
{
    /// <summary>What the vault said; null unless <see cref="State"/> is VaultSilent.</summary>
    public SecretVaultException? Silence { get; init; }

    /// <summary>Read as a certificate with its key.</summary>
    public static SecretLookup OfCertificate(SecretText secret)
    {
        try
        {
            return new SecretLookup(SecretState.Present, Material: KeyMaterial.FromVaultText(secret));
        }
        catch (KeyMaterialException exception)
        {
            var state = exception.Failure is KeyMaterialFailure.KeyMismatch or KeyMaterialFailure.KeyOfOtherAlgorithm
                ? SecretState.KeyMismatch
                : SecretState.NotACertificate;
            return new SecretLookup(state, Problem: exception.Message);
        }
    }

    /// <summary>The same as what a profile says it is: a token is no certificate, and a certificate no token.</summary>
    public SecretLookup As(CredentialKind kind) =>
        (kind, State) switch
        {
            (CredentialKind.Token, SecretState.Present) when Token is not null => this,
            (CredentialKind.Token, SecretState.Present or SecretState.NotACertificate or SecretState.KeyMismatch) =>
                new SecretLookup(SecretState.NotAToken, Problem: NotAToken),
            (CredentialKind.Certificate, SecretState.Present) when Token is not null => OfCertificate(Token.Secret),
            _ => this,
        };

    // The generated text would print the members, of which nobody should have to know that they blot themselves out.
    /// <inheritdoc/>
    public override string ToString() => $"{State}";

    private static string NotAToken =>
        UiText.Of(
            "it does not read reference|context|secret; it was sent nowhere.",
            "nie ma postaci numer|kontekst|sekret; nigdzie go nie wysłano."
        );
}

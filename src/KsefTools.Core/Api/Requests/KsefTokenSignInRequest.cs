using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Requests;

/// <summary>The body of <c>POST /auth/ksef-token</c> (contract: InitTokenAuthenticationRequest).</summary>
/// <param name="Challenge">As KSeF gave it, 36 characters.</param>
/// <param name="ContextIdentifier">In whose name the session is to act.</param>
/// <param name="EncryptedToken">Base64 of the encrypted <c>token|timestampMs</c>.</param>
/// <param name="PublicKeyId">Which key encrypted it, 44 characters.</param>
public sealed record KsefTokenSignInRequest(
    string Challenge,
    TypedIdentifier ContextIdentifier,
    string EncryptedToken,
    string PublicKeyId
);

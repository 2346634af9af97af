using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn;

/// <summary>
/// Signs in with a KSeF token: challenge, encryption, start, status, redeem. May be used from any number of threads;
/// what one sign-in learns about KSeF's key and pace serves the others.
/// </summary>
public sealed class TokenSignIn(KsefApi api, SignInOptions options, TimeProvider time) : IDisposable
{
    private const int WithdrawnKey = 21470;

    private readonly TokenEncryption _encryption = new(api, time);
    private readonly SignInFlow _flow = new(api, options, time);

    public void Dispose() => _encryption.Dispose();

    /// <summary>
    /// Signs in. What KSeF lost on the way (a redeem without an answer, a challenge used up, a sign-in it cancelled)
    /// is begun again from the start, once.
    /// </summary>
    /// <exception cref="SignInException">KSeF refused, or did not finish in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public Task<RedeemedTokens> SignInAsync(
        TokenText token,
        ContextIdentifier context,
        CancellationToken cancellationToken
    ) => _flow.RunAsync(cancel => StartAsync(token, context, cancel), cancellationToken);

    private async Task<SignInStarted> StartAsync(
        TokenText token,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        var challenge = await api.CreateChallengeAsync(cancellationToken);
        string? withdrawn = null;
        while (true)
        {
            var (encrypted, keyId) = await _encryption.EncryptAsync(
                token,
                challenge.TimestampMs,
                withdrawn,
                cancellationToken
            );
            try
            {
                return await api.StartTokenSignInAsync(
                    new KsefTokenSignInRequest(
                        challenge.Value,
                        new TypedIdentifier(context.Type.ToString(), context.Value),
                        encrypted,
                        keyId
                    ),
                    cancellationToken
                );
            }
            catch (KsefApiException error) when (error.Code is WithdrawnKey && withdrawn is null)
            {
                withdrawn = keyId;
            }
        }
    }
}

using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades.Checking;

namespace KsefTools.Core.SignIn.Xades;

/// <summary>
/// Signs in by a signature: challenge, signature, start, status, redeem. May be used from any number of threads.
/// </summary>
public sealed class XadesSignIn(KsefApi api, SignInOptions options, TimeProvider time)
{
    private const int BadCertificate = 21115;

    /// <summary>
    /// How long a challenge lives. Documented in uwierzytelnianie.md; the answer itself does not say it.
    /// </summary>
    public static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(10);

    private readonly SignInFlow _flow = new(api, options, time);
    private readonly XadesSigner _signer = new(time);

    /// <summary>
    /// Signs in with a key at hand. What KSeF lost on the way is begun again from the start, once.
    /// </summary>
    /// <exception cref="SignInException">KSeF refused, or did not finish in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<RedeemedTokens> SignInAsync(
        KeyMaterial material,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        var subjectType = options.Xades.SubjectType ?? AuthTokenRequest.SubjectTypeFor(material.Details.Identity);
        try
        {
            return await _flow.RunAsync(
                async cancel =>
                {
                    var request = await CreateRequestAsync(context, subjectType, cancel);
                    return await StartAsync(_signer.Sign(request.Request, material), cancel);
                },
                cancellationToken
            );
        }
        // Our clock may be wrong, so KSeF decides; why it refuses, the certificate itself says better.
        catch (SignInException refusal)
            when (refusal.Failure is SignInFailure.CertificateRejected && material.Details.ValidTo <= time.GetUtcNow())
        {
            throw CredentialSentences.Ended(material.Details, refusal);
        }
    }

    /// <summary>Asks for a challenge that somebody else is to answer.</summary>
    /// <param name="context">In whose name the session acts.</param>
    /// <param name="subjectType">How KSeF is to know the signer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<SigningRequest> CreateRequestAsync(
        ContextIdentifier context,
        SubjectIdentifierType subjectType,
        CancellationToken cancellationToken
    )
    {
        var challenge = await api.CreateChallengeAsync(cancellationToken);
        var request = new AuthTokenRequest(challenge.Value, context, subjectType)
        {
            AllowedIps = options.Xades.AllowedIps,
            Schema = options.Xades.Schema,
        };
        var issued = DateTimeOffset.FromUnixTimeMilliseconds(challenge.TimestampMs);
        return new SigningRequest(request, issued + ChallengeLifetime);
    }

    /// <summary>
    /// Signs in with a request that somebody else signed. Its challenge serves once, so it is tried once.
    /// </summary>
    /// <exception cref="SignInException">KSeF refused, or did not finish in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public Task<RedeemedTokens> SignInAsync(SignedRequest request, CancellationToken cancellationToken) =>
        _flow.RunOnceAsync(cancel => StartAsync(request.Content, cancel), cancellationToken);

    private async Task<SignInStarted> StartAsync(
        ReadOnlyMemory<byte> signedRequest,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await api.StartXadesSignInAsync(
                signedRequest,
                options.Xades.VerifyCertificateChain,
                cancellationToken
            );
        }
        catch (KsefApiException error) when (error.Code is BadCertificate)
        {
            throw new SignInException(SignInFailure.CertificateRejected, status: null, error.Message)
            {
                Details = error.Details,
            };
        }
    }
}

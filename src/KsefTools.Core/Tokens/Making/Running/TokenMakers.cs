using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// Who may make a client's tokens, in the order in which they are tried: a session that somebody signed elsewhere, the
/// client's own certificate, the office's identity that serves the client, then its other ones. A token makes none:
/// KSeF wants a signature (docs/ksef.md, Tokens).
/// </summary>
internal sealed class TokenMakers(
    TokenScene scene,
    ClientSessions clients,
    KsefEnvironment environment,
    ClientProfile profile
)
{
    /// <summary>Identities of the office that are left out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    private readonly List<TokenMaker> _open = [];
    private readonly List<string> _refusals = [];
    private IAsyncEnumerator<TokenMaker>? _source;

    /// <summary>Why those that were tried did not open, for a person.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Whether there is anything to sign with at all.</summary>
    public bool AreThereAny => _open.Count > 0 || Certificates().Any();

    private ContextIdentifier Client => ContextIdentifier.Of(profile.Nip);

    /// <summary>Opens one after the other, as they are asked for; each once, however often they are gone
    /// through.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async IAsyncEnumerable<TokenMaker> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _source ??= OpenEachAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var index = 0; ; index++)
        {
            if (index == _open.Count)
            {
                if (!await _source.MoveNextAsync())
                    yield break;
                _open.Add(_source.Current);
            }
            yield return _open[index];
        }
    }

    /// <summary>Looks whether somebody may make a token, before a person is asked.</summary>
    /// <exception cref="TokenException">Nobody may.</exception>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task RequireAsync(IReadOnlyList<string> permissions, CancellationToken cancellationToken)
    {
        var lacking = new List<string>();
        await foreach (var maker in OpenAsync(cancellationToken))
        {
            if (maker.Lacks(permissions) is not { Count: > 0 } lacks)
                return;
            lacking.Add(TokenSentences.MakerLacks(NameOf(maker), lacks));
        }
        throw NobodyMay(permissions, lacking);
    }

    /// <summary>Who a maker is, for a person.</summary>
    public string NameOf(TokenMaker maker) => maker.Identity ?? profile.Nip.Value;

    /// <summary>That nobody may make a token, why, and what to type next.</summary>
    public TokenException NobodyMay(IReadOnlyList<string> permissions, IEnumerable<string> refusals)
    {
        var nip = profile.Nip.Value;
        return AreThereAny
            ? new TokenException(
                TokenOutcome.NeedsSignature,
                TokenSentences.NobodyMayMake(permissions, [.. refusals, .. _refusals]),
                TokenSentences.AskClient(nip)
            )
            : new TokenException(TokenOutcome.NeedsSignature, TokenSentences.OnlyTokens(), TokenSentences.Sign(nip));
    }

    private async IAsyncEnumerable<TokenMaker> OpenEachAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (await FindSignedAsync(cancellationToken) is { } signed)
            yield return new TokenMaker(Identity: null, signed);
        foreach (var (identity, address) in Certificates())
            if (await TryAsync(identity, address, cancellationToken) is { } session)
                yield return new TokenMaker(identity, session);
    }

    private Task<KsefSession?> FindSignedAsync(CancellationToken cancellationToken) =>
        scene.Sessions.FindSignedElsewhereAsync(
            environment,
            Client,
            CertificateHolder.OfClient(profile.Nip).ToString(),
            cancellationToken
        );

    private IEnumerable<(string? Identity, SecretAddress Address)> Certificates()
    {
        var office = scene.Office;
        var own = profile
            .Access.Where(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null })
            .Select(entry => ((string?)null, SecretUse.AddressOf(office, entry)));
        var serving = profile.Access.Select(entry => entry.Identity).OfType<string>().ToList();
        var identities = office
            .Settings.Identities.Where(identity =>
                !string.IsNullOrEmpty(identity.Secret) && !Except.Contains(identity.Name, OfficeIdentity.Names)
            )
            .OrderByDescending(identity => serving.Contains(identity.Name, OfficeIdentity.Names))
            .Select(identity => ((string?)identity.Name, identity.SecretAddressOf(office)));
        return own.Concat(identities);
    }

    private async Task<KsefSession?> TryAsync(
        string? identity,
        SecretAddress address,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await clients.ReadAsync(address, cancellationToken)).Material is not null
                ? await clients.OpenAsync(environment, address, Client, fresh: false, cancellationToken)
                : null;
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            _refusals.Add($"{identity ?? address.Name}: {refusal.Message}");
        }
        catch (CredentialException refusal)
        {
            _refusals.Add(refusal.Message);
        }
        catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.SecretOfOtherEnvironment)
        {
            _refusals.Add($"{identity ?? address.Name}: {refusal.Message}");
        }
        return null;
    }
}

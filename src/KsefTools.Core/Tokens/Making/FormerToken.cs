using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tokens.Making;

/// <summary>The token whose place another takes, as the vault has it.</summary>
/// <param name="Secret">Where it is.</param>
/// <param name="Token">Its text; null where the vault has none.</param>
/// <param name="Reference">Its number; null where neither vault nor profile tells it.</param>
internal sealed record FormerToken(SecretAddress Secret, TokenText? Token, string? Reference)
{
    /// <summary>Whether it was tried in this run, and signs in no more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Reads it.</summary>
    /// <exception cref="TokenException">It is a unit's.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public static async Task<FormerToken> ReadAsync(
        TokenScene scene,
        ClientSessions clients,
        ClientProfile profile,
        AccessEntry entry,
        CancellationToken cancellationToken
    )
    {
        var address = SecretUse.AddressOf(scene.Office, entry);
        var secret = await clients.Secrets.ReadAsync(address, cancellationToken);
        if (secret.Silence is { } silence)
            throw silence;
        // Another office's token serves its purpose there: this one's is gone.
        if (
            SecretOwner.IsOfAnother(scene.Office, address.Name)
            || (
                secret.Token is { } lying
                && !SecretOwner.IsOurs(scene.Office, address.Name)
                && SecretOwner.IsOther(entry, lying.Secret)
            )
        )
            return new FormerToken(address, Token: null, entry.Reference);
        return secret.Token?.Context is { } context && context != ContextIdentifier.Of(profile.Nip)
            ? throw new TokenException(TokenOutcome.Refused, ConversionSentences.OfUnit(context))
            : new FormerToken(address, secret.Token, secret.Token?.Reference.Value ?? entry.Reference);
    }

    /// <summary>
    /// What it was made for, by KSeF's own record; what the profile expects where nobody may read that.
    /// </summary>
    /// <exception cref="TokenException">Neither says anything.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in.</exception>
    public async Task<IReadOnlyList<string>> PermissionsAsync(
        KsefEnvironment environment,
        ClientSessions clients,
        ClientProfile profile,
        TokenMakers makers,
        CancellationToken cancellationToken
    )
    {
        if (
            Token is not null
            && await OpenOwnAsync(environment, clients, profile, cancellationToken) is { } own
            && await AskAsync(own, cancellationToken) is { Count: > 0 } said
        )
            return said;
        if (Reference is not null)
            await foreach (var maker in makers.OpenAsync(cancellationToken))
                if (await AskAsync(maker.Session, cancellationToken) is { Count: > 0 } listed)
                    return listed;
        return profile.Permissions.Count > 0
            ? profile.Permissions
            : throw new TokenException(TokenOutcome.Refused, TokenSentences.FormerPermissionsUnknown());
    }

    private async Task<KsefSession?> OpenOwnAsync(
        KsefEnvironment environment,
        ClientSessions clients,
        ClientProfile profile,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await clients.OpenAsync(
                environment,
                Secret,
                ContextIdentifier.Of(profile.Nip),
                fresh: false,
                cancellationToken
            );
        }
        catch (Exception refusal)
            when (refusal is SignInException { SpeaksAboutCredential: true } or CredentialException)
        {
            IsRefused = true;
            return null;
        }
    }

    private async Task<IReadOnlyList<string>?> AskAsync(KsefSession session, CancellationToken cancellationToken)
    {
        try
        {
            var record = await session.SendAsync(
                (access, cancel) => session.Api.GetTokenAsync(access, Reference!, cancel),
                cancellationToken
            );
            return record.RequestedPermissions;
        }
        catch (Exception refusal)
            when (refusal
                    is SignInException { SpeaksAboutCredential: true }
                        or KsefApiException
                        {
                            Kind: ApiErrorKind.Forbidden or ApiErrorKind.Validation or ApiErrorKind.NotFound
                        }
            )
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Text;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>Decides a token sign-in: opens the envelope, finds the token, judges it.</summary>
internal sealed class TokenSignIn(SandboxEnvironment environment)
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The verdict, and the token where it was recognised.</summary>
    public sealed record Judgement(SignInVerdict Verdict, TokenRecord? Token);

    public Judgement Judge(byte[] cipher, EncryptionKey? key, ContextIdentifier context, DateTimeOffset challengeIssued)
    {
        if (Open(cipher, key) is not { } plain)
            return new(SignInVerdicts.InvalidEncryption, null);
        if (Read(plain) is not var (text, time))
            return new(SignInVerdicts.InvalidEncoding, null);
        if (time != challengeIssued.ToUnixTimeMilliseconds())
            return new(SignInVerdicts.InvalidTime, null);
        var token = environment.World.FindTokenBySecret(text);
        return token is null ? new(SignInVerdicts.InvalidToken, null) : new(Judge(token, context), token);
    }

    private SignInVerdict Judge(TokenRecord token, ContextIdentifier context)
    {
        if (token.Context != context)
            return SignInVerdicts.WrongContext(context);
        switch (token.Status)
        {
            case TokenStatus.Revoked:
            case TokenStatus.Revoking:
                return SignInVerdicts.TokenRevoked;
            case TokenStatus.Pending:
            case TokenStatus.Failed:
                return SignInVerdicts.TokenInactive;
        }

        if (environment.Settings.TokenEndDate is { } end && environment.Clock.GetUtcNow() >= end)
            return SignInVerdicts.TokenInactive;
        if (environment.World.IsDeceased(token.Author))
            return SignInVerdicts.Deceased;
        if (environment.World.IsBlocked(context))
            return SignInVerdicts.Blocked;
        var refused =
            !environment.Settings.SignInWithoutPermissions
            && environment.World.EffectivePermissionsOf(token).Count == 0;
        return refused ? SignInVerdicts.NoPermissions : SignInVerdicts.Success;
    }

    private byte[]? Open(byte[] cipher, EncryptionKey? key)
    {
        if (key is not null)
            return key.TryDecrypt(cipher);
        // Without publicKeyId the API cannot know which of its keys was used.
        foreach (var candidate in environment.Keys.KeysFor(KeyUsage.KsefTokenEncryption))
        {
            if (candidate.TryDecrypt(cipher) is { } plain)
                return plain;
        }

        return null;
    }

    private static (string Text, long Time)? Read(byte[] plain)
    {
        string whole;
        try
        {
            whole = Strict.GetString(plain);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        // The token's own text contains the separator, so the timestamp is what follows the last one.
        var split = whole.LastIndexOf('|');
        if (
            split < 0
            || !long.TryParse(whole.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        )
            return null;
        return (whole[..split], time);
    }
}

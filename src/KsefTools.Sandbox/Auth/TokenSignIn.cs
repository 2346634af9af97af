using System.Globalization;
using System.Text;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.Auth;

/// <summary>Decides a token sign-in: opens the envelope, finds the token, judges it.</summary>
internal sealed class TokenSignIn(SandboxEnvironment environment)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The verdict, and the token where it was recognised.</summary>
    public sealed record Judgement(SignInVerdict Verdict, TokenRecord? Token)
    {
        /// <summary>See <see cref="AuthSession.Awaits"/>.</summary>
        public Underway? Awaits { get; init; }
    }

    public Judgement Judge(byte[] cipher, EncryptionKey? key, ContextIdentifier context, DateTimeOffset challengeIssued)
    {
        if (Open(cipher, key) is not { } plain)
            return new(SignInVerdicts.InvalidEncryption, null);
        if (Read(plain) is not var (text, time))
            return new(SignInVerdicts.InvalidEncoding, null);
        if (time != challengeIssued.ToUnixTimeMilliseconds())
            return new(SignInVerdicts.InvalidTime, null);
        var token = environment.World.FindTokenBySecret(text);
        if (token is null)
            return new(Unknown(text), null);
        return AwaitedBy(token) is { } awaited
            ? new(Judge(token with { Status = TokenStatus.Active }, context), token) { Awaits = awaited }
            : new(Judge(token, context), token);
    }

    // Where a token waits to be read, no time makes it active.
    private Underway? AwaitedBy(TokenRecord token) =>
        environment.Settings.SignInAwaitsToken
        && token is { Status: TokenStatus.Pending, Underway: { LooksLeft: 0 } underway }
            ? underway
            : null;

    private SignInVerdict Judge(TokenRecord token, ContextIdentifier context)
    {
        if (token.Context != context)
            return SignInVerdicts.WrongContext(context);
        if (token.Status is TokenStatus.Revoked or TokenStatus.Revoking)
            return SignInVerdicts.TokenRevoked;
        if (token.Status is TokenStatus.Pending or TokenStatus.Failed || HasEnded())
            return SignInVerdicts.TokenInactive;
        if (environment.World.IsDeceased(token.Author))
            return SignInVerdicts.Deceased;
        if (environment.World.IsBlocked(context))
            return SignInVerdicts.Blocked;
        var mayEnter =
            environment.Settings.SignInWithoutPermissions || environment.World.EffectivePermissionsOf(token).Count > 0;
        return mayEnter ? SignInVerdicts.Success : SignInVerdicts.NoPermissions;
    }

    private bool HasEnded() => environment.Settings.TokenEndDate is { } end && environment.Clock.GetUtcNow() >= end;

    // A text that is no token of KSeF 2.0 at all, as those of KSeF 1.0, was seen to end as bad encoding.
    private static SignInVerdict Unknown(string text) =>
        Formats.IsTokenText(text) ? SignInVerdicts.InvalidToken : SignInVerdicts.InvalidEncoding;

    private byte[]? Open(byte[] cipher, EncryptionKey? key)
    {
        if (key is not null)
            return key.TryDecrypt(cipher);
        // Without publicKeyId the API cannot know which of its keys was used.
        return environment
            .Keys.KeysFor(KeyUsage.KsefTokenEncryption)
            .Select(candidate => candidate.TryDecrypt(cipher))
            .FirstOrDefault(plain => plain is not null);
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
        var digits = whole.AsSpan(split + 1);
        return split >= 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? (whole[..split], time)
            : null;
    }
}

using System.Collections;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.State;
using static KsefTools.Core.Tests.Api.ScriptedServer;
using SandboxContext = KsefTools.Sandbox.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>
/// Signs in with a canary for a secret, fails in every way, and looks for it in all that the failure says.
/// </summary>
[Collection(nameof(CanarySecretTests))]
[CollectionDefinition(nameof(CanarySecretTests), DisableParallelization = true)]
public sealed class CanarySecretTests
{
    private const string Challenge = """
        {"challenge":"20251010-CR-1DCE3E3000-12ECB5B36E-45","timestamp":"2026-11-22T08:00:00Z","timestampMs":1795334400123,"clientIp":"127.0.0.1"}
        """;

    private static string Canary { get; } =
        Convert.ToHexStringLower(Encoding.ASCII.GetBytes("canary0123456789canary0123456789"));

    private static TokenText Token { get; } =
        TokenText.TryParse($"20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-{SandboxOffice.Nip}|{Canary}", out var token)
            ? token
            : throw new FormatException();

    [Theory]
    [InlineData("unknown")]
    [InlineData("revoked")]
    [InlineData("inactive")]
    [InlineData("without permissions")]
    [InlineData("other context")]
    [InlineData("blocked")]
    [InlineData("start lost")]
    [InlineData("status lost")]
    [InlineData("redeem lost")]
    public async Task No_failure_of_a_sign_in_tells_the_secret(string how)
    {
        await using var office = await SandboxOffice.StartAsync();
        Break(office, how);
        using var debug = new DebugOutput();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => office.SignInAsync(Token));

        Assert.True(error is SignInException or KsefApiException, error.GetType().Name);
        AssertSilent(error, debug);
    }

    [Theory]
    [InlineData(200, """{"challenge":"2025""", false)]
    [InlineData(200, """<html>""", false)]
    [InlineData(
        400,
        """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"%"}]}}""",
        false
    )]
    [InlineData(400, """{"status":400,"errors":[{"code":21405,"description":"%","details":["%"]}]}""", false)]
    [InlineData(401, """{"status":401,"detail":"%"}""", false)]
    [InlineData(403, """{"status":403,"detail":"%","reasonCode":"missing-permissions"}""", false)]
    [InlineData(403, """Request blocked: %""", false)]
    [InlineData(403, """{"status":403,"detail":"x","reasonCode":"%","traceId":"%"}""", false)]
    [InlineData(200, """n%""", false)]
    [InlineData(200, """{"%":1,"challenge":%}""", false)]
    [InlineData(200, """{"challenge":"c","timestampMs":"%"}""", false)]
    [InlineData(429, """{"status":{"code":429,"details":["%"]}}""", false)]
    [InlineData(500, """%""", false)]
    [InlineData(200, """{"challenge":"2025""", true)]
    [InlineData(200, """<html>""", true)]
    [InlineData(
        400,
        """{"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"%"}]}}""",
        true
    )]
    [InlineData(400, """{"status":400,"errors":[{"code":21405,"description":"%","details":["%"]}]}""", true)]
    [InlineData(401, """{"status":401,"detail":"%"}""", true)]
    [InlineData(403, """{"status":403,"detail":"%","reasonCode":"missing-permissions"}""", true)]
    [InlineData(403, """Request blocked: %""", true)]
    [InlineData(403, """{"status":403,"detail":"x","reasonCode":"%","traceId":"%"}""", true)]
    [InlineData(200, """n%""", true)]
    [InlineData(200, """{"%":1,"challenge":%}""", true)]
    [InlineData(200, """{"challenge":"c","timestampMs":"%"}""", true)]
    [InlineData(429, """{"status":{"code":429,"details":["%"]}}""", true)]
    [InlineData(500, """%""", true)]
    public async Task No_answer_can_make_an_error_quote_the_secret(int status, string body, bool late)
    {
        var quoting = Answer(
            status,
            body.Replace("%", Token.Secret.Reveal(), StringComparison.Ordinal),
            headers: ("Retry-After", "999")
        );
        await using var server = late
            ? await StartAsync(Answer(200, Challenge), Answer(200, Keys), quoting)
            : await StartAsync(quoting);
        using var debug = new DebugOutput();
        using var sessions = new KsefSessions(
            SessionCache.InMemory(TimeProvider.System),
            time: new ManualClock { Rushes = true }
        );

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            sessions.OpenWithTokenAsync(server.Environment, SandboxOffice.Context, Token, fresh: false, default)
        );

        AssertSilent(error, debug);
    }

    [Fact]
    public void A_status_that_quotes_the_secret_is_blotted_out()
    {
        var error = KsefTools.Core.SignIn.SignInVerdict.Error(
            new() { Code = 450, Details = [$"Nieprawidłowy token {Token.Secret.Reveal()}"] },
            null
        );
        using var debug = new DebugOutput();

        AssertSilent(error, debug);
        Assert.Contains("Nieprawidłowy token", error.Message, StringComparison.Ordinal);
    }

    // The key with which the sign-in is encrypted, so that it gets as far as sending the token.
    private static string Keys { get; } = MakeKeys();

    private static string MakeKeys()
    {
        using var rsa = RSA.Create(2048);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest(
            "CN=test",
            rsa,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        ).CreateSelfSigned(from, from.AddYears(2));
        var id = Convert.ToBase64String(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
        return $$"""
            [{"certificate":"{{Convert.ToBase64String(
                certificate.RawData
            )}}","publicKeyId":"{{id}}","validFrom":"2026-01-01T00:00:00Z","validTo":"2028-01-01T00:00:00Z","usage":["KsefTokenEncryption"]}]
            """;
    }

    private static void Break(SandboxOffice office, string how)
    {
        switch (how)
        {
            case "revoked":
                Add(office, token => token with { Status = TokenStatus.Revoked });
                break;
            case "inactive":
                Add(office, token => token with { Status = TokenStatus.Failed });
                break;
            case "without permissions":
                Add(office, token => token with { EffectivePermissions = [] });
                break;
            case "other context":
                Add(office, token => token with { Context = SandboxContext.Nip("1111111111") });
                break;
            case "blocked":
                Add(office, token => token);
                office.Sandbox.World.Block(SandboxContext.Nip(SandboxOffice.Nip));
                break;
            case "start lost":
                office.Network.Lose("POST ksef-token", 9);
                break;
            case "status lost":
                office.Network.Lose("GET {number}", 9);
                break;
            case "redeem lost":
                Add(office, token => token);
                office.Network.Lose("POST redeem", 9);
                break;
        }
    }

    private static void Add(SandboxOffice office, Func<TokenRecord, TokenRecord> change) =>
        office.Sandbox.World.AddToken(
            change(
                new TokenRecord
                {
                    ReferenceNumber = Token.Reference.Value,
                    Secret = Token.Secret.Reveal(),
                    Context = SandboxContext.Nip(SandboxOffice.Nip),
                    Author = KsefTools.Sandbox.Identifiers.SubjectIdentifier.Nip(SandboxOffice.Nip),
                    RequestedPermissions = [KsefTools.Sandbox.Identifiers.Permission.InvoiceRead],
                    DateCreated = office.Sandbox.Clock.GetUtcNow(),
                }
            )
        );

    private static void AssertSilent(Exception error, DebugOutput debug)
    {
        var said = new StringBuilder(debug.Text);
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            said.Append(cause).Append(cause.Message);
            foreach (DictionaryEntry entry in cause.Data)
                said.Append(entry.Key).Append(entry.Value);
            foreach (var property in cause.GetType().GetProperties())
                said.Append(
                    property.GetValue(cause) is IEnumerable and not string and var list
                        ? string.Join(' ', ((IEnumerable)list).Cast<object>())
                        : property.GetValue(cause)
                );
        }
        Assert.DoesNotContain(Canary, said.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private sealed class DebugOutput : IDisposable
    {
        private readonly StringWriter _text = new();
        private readonly TextWriterTraceListener _listener;

        internal DebugOutput()
        {
            _listener = new TextWriterTraceListener(_text);
            Trace.Listeners.Add(_listener);
        }

        internal string Text => _text.ToString();

        public void Dispose()
        {
            Trace.Listeners.Remove(_listener);
            _listener.Dispose();
        }
    }
}

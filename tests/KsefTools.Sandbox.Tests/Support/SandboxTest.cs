using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>A sandbox of its own for each test, with a stopped clock, spoken to by a plain HttpClient.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    protected static readonly ContextIdentifier Client = ContextIdentifier.Nip("5265877635");

    protected SandboxHost Host { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected World World => Host.World;

    /// <summary>How names are written in requests.</summary>
    protected JsonSerializerOptions Names { get; set; } = JsonSerializerOptions.Web;

    protected virtual SandboxOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Host = await SandboxHost.StartAsync(Options with { Clock = new StoppedClock() });
        Host.Clock.Freeze();
        Host.Clock.MoveTo(Start);
        Http = new HttpClient(Watched(new SocketsHttpHandler()));
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Every answer in every test is held against the contract. Requests are not: tests of refusals send nonsense.
    /// </summary>
    private static ContractHandler Watched(HttpMessageHandler inner) => new(inner) { ValidateRequests = false };

    protected TokenRecord AddToken(params Permission[] permissions) =>
        World.CreateToken(new NewToken(Client, SubjectIdentifier.Nip(Client.Value), permissions));

    protected Uri Url(string path, bool test = false) => new((test ? Host.TestBaseAddress : Host.BaseAddress) + path);

    protected async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? bearer = null,
        object? body = null,
        bool test = false,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, Url(path, test));
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: Names);
        using var response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    protected Task<Answer> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, bearer);

    protected Task<Answer> PostAsync(string path, string? bearer = null, object? body = null) =>
        SendAsync(HttpMethod.Post, path, bearer, body);

    protected async Task<JsonElement> TokenKeyAsync(bool test = false)
    {
        var keys = (await SendAsync(HttpMethod.Get, "/security/public-key-certificates", test: test)).Json;
        return keys.EnumerateArray()
            .Where(k => k.GetProperty("usage").EnumerateArray().Any(u => u.ValueEquals("KsefTokenEncryption")))
            .MaxBy(k => k.GetProperty("validFrom").GetDateTimeOffset());
    }

    protected static string Encrypt(JsonElement key, string text) => Encrypt(key, Encoding.UTF8.GetBytes(text));

    protected static string Encrypt(JsonElement key, byte[] plain)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(
            key.GetProperty("certificate").GetBytesFromBase64()
        );
        using var rsa = certificate.GetRSAPublicKey()!;
        return Convert.ToBase64String(rsa.Encrypt(plain, RSAEncryptionPadding.OaepSHA256));
    }

    /// <summary>Challenge, encryption and POST /auth/ksef-token.</summary>
    protected async Task<Answer> StartSignInAsync(string secret, ContextIdentifier? context = null, bool test = false)
    {
        var key = await TokenKeyAsync(test);
        var challenge = (await SendAsync(HttpMethod.Post, "/auth/challenge", test: test)).Json;
        return await SendAsync(
            HttpMethod.Post,
            "/auth/ksef-token",
            body: new
            {
                challenge = challenge.GetProperty("challenge").GetString(),
                contextIdentifier = Identifier(context ?? Client),
                encryptedToken = Encrypt(key, $"{secret}|{challenge.GetProperty("timestampMs").GetInt64()}"),
                publicKeyId = key.GetProperty("publicKeyId").GetString(),
            },
            test: test
        );
    }

    protected static object Identifier(ContextIdentifier context) =>
        new { type = context.Type.ToString(), value = context.Value };

    /// <summary>Status of a sign-in with this secret, as one poll sees it.</summary>
    protected async Task<JsonElement> SignInStatusAsync(string secret, ContextIdentifier? context = null)
    {
        var started = (await StartSignInAsync(secret, context)).Json;
        var reference = started.GetProperty("referenceNumber").GetString();
        var bearer = started.GetProperty("authenticationToken").GetProperty("token").GetString();
        return (await GetAsync($"/auth/{reference}", bearer)).Json;
    }

    /// <summary>An access token of a session that was opened by signature, not by token.</summary>
    protected async Task<string> SignedAccessAsync(ContextIdentifier? context = null, SubjectIdentifier? subject = null)
    {
        var opened = await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/sessions",
            new
            {
                context = Identifier(context ?? Client),
                subject = subject is null ? null : new { type = subject.Type.ToString(), value = subject.Value },
            }
        );
        return opened.Json.GetProperty("accessToken").GetString()!;
    }

    protected async Task<SignedIn> SignInAsync(TokenRecord token)
    {
        var started = (await StartSignInAsync(token.Secret, token.Context)).Json;
        var authentication = started.GetProperty("authenticationToken").GetProperty("token").GetString()!;
        var redeemed = (await PostAsync("/auth/token/redeem", authentication)).Json;
        return new SignedIn(
            started.GetProperty("referenceNumber").GetString()!,
            authentication,
            redeemed.GetProperty("accessToken").GetProperty("token").GetString()!,
            redeemed.GetProperty("refreshToken").GetProperty("token").GetString()!
        );
    }
}

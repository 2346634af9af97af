using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;

namespace KsefTools.Bench.Office;

/// <summary>
/// The same requests as an audit's, as short as HttpClient lets one write them: what the engine may cost at most. It
/// judges nothing, repeats nothing, limits nothing.
/// </summary>
internal sealed class BareLoop(KsefEnvironment environment, int parallel) : IDisposable
{
    private readonly Lock _encrypting = new();

    private readonly HttpClient _http = new(
        new CountingHandler(new SocketsHttpHandler { MaxConnectionsPerServer = new KsefApiOptions().MaxConnections })
    )
    {
        BaseAddress = environment.BaseAddress,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Sends what an audit of this office would send.</summary>
    /// <returns>Seconds and CPU, without what the mode presupposes.</returns>
    internal async Task<(double Seconds, double CpuMs)> RunAsync(
        BenchOffice office,
        OfficeMode mode,
        CancellationToken cancellationToken
    )
    {
        var sessions = new Session[office.Tokens.Count];
        if (mode is not OfficeMode.Cold)
            await ForEachAsync((key, index) => SignInAsync(key, office.Tokens[index]));
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await ForEachAsync(
            async (key, index) =>
            {
                var session = mode switch
                {
                    OfficeMode.Cold => await SignInAsync(key, office.Tokens[index]),
                    OfficeMode.Refreshed => await RefreshAsync(sessions[index]),
                    _ => sessions[index],
                };
                using var list = await SendAsync(
                    HttpMethod.Get,
                    "tokens?status=Active&status=Pending&pageSize=100",
                    session.Access,
                    body: null
                );
                return session;
            }
        );
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return (seconds, (process.TotalProcessorTime - cpu).TotalMilliseconds);

        async Task ForEachAsync(Func<(RSA Rsa, string Id), int, Task<Session>> work)
        {
            var key = mode is OfficeMode.Cold || sessions[0] is null ? await KeyAsync() : default;
            await Parallel.ForAsync(
                0,
                sessions.Length,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                async (index, _) => sessions[index] = await work(key, index)
            );
        }
    }

    private async Task<(RSA Rsa, string Id)> KeyAsync()
    {
        using var keys = await SendAsync(HttpMethod.Get, "security/public-key-certificates", null, null);
        var key = keys
            .RootElement.EnumerateArray()
            .Last(each => each.GetProperty("usage")[0].GetString() is "KsefTokenEncryption");
        using var certificate = X509CertificateLoader.LoadCertificate(
            key.GetProperty("certificate").GetBytesFromBase64()
        );
        return (certificate.GetRSAPublicKey()!, key.GetProperty("publicKeyId").GetString()!);
    }

    private async Task<Session> SignInAsync((RSA Rsa, string Id) key, TokenText token)
    {
        using var challenge = await SendAsync(HttpMethod.Post, "auth/challenge", null, null);
        var time = challenge.RootElement.GetProperty("timestampMs").GetInt64().ToString(CultureInfo.InvariantCulture);
        byte[] cipher;
        lock (_encrypting)
            cipher = key.Rsa.Encrypt(
                Encoding.UTF8.GetBytes($"{token.Secret.Reveal()}|{time}"),
                RSAEncryptionPadding.OaepSHA256
            );
        using var started = await SendAsync(
            HttpMethod.Post,
            "auth/ksef-token",
            null,
            new
            {
                challenge = challenge.RootElement.GetProperty("challenge").GetString(),
                contextIdentifier = new { type = "Nip", value = token.Context!.Value },
                encryptedToken = Convert.ToBase64String(cipher),
                publicKeyId = key.Id,
            }
        );
        var bearer = started.RootElement.GetProperty("authenticationToken").GetProperty("token").GetString();
        using var status = await SendAsync(
            HttpMethod.Get,
            $"auth/{started.RootElement.GetProperty("referenceNumber").GetString()}",
            bearer,
            null
        );
        using var redeemed = await SendAsync(HttpMethod.Post, "auth/token/redeem", bearer, null);
        return new Session(Token(redeemed, "accessToken"), Token(redeemed, "refreshToken"));
    }

    private async Task<Session> RefreshAsync(Session session)
    {
        using var refreshed = await SendAsync(HttpMethod.Post, "auth/token/refresh", session.Refresh, null);
        return session with { Access = Token(refreshed, "accessToken") };
    }

    private static string Token(JsonDocument answer, string name) =>
        answer.RootElement.GetProperty(name).GetProperty("token").GetString()!;

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, string? bearer, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    private sealed record Session(string Access, string Refresh);
}

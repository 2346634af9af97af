using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using KsefTools.Testing;

namespace KsefTools.Bench.Office;

/// <summary>The sandbox in a process of its own, so that CPU and memory measured here are the client's.</summary>
internal sealed partial class SandboxProcess : IDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _control;

    private SandboxProcess(ChildProcess process, Uri address)
    {
        _process = process;
        _control = new HttpClient { BaseAddress = new Uri(address, "/_sandbox/") };
        Environment = KsefEnvironment.Parse(address.AbsoluteUri);
    }

    internal KsefEnvironment Environment { get; }

    internal static async Task<SandboxProcess> StartAsync(CancellationToken cancellationToken)
    {
        var process = ChildProcess.StartOurs("KsefTools.Sandbox", ["serve", "--port", "0"]);
        var hello = await process.ReadLineAsync(cancellationToken);
        var address = Address().Match(hello ?? string.Empty).Value;
        if (address.Length > 0)
            return new SandboxProcess(process, new Uri(address));
        process.Dispose();
        throw new InvalidOperationException($"The sandbox did not say where it listens: {hello}");
    }

    internal Task<TokenText> CreateTokenAsync(Nip nip, CancellationToken cancellationToken) =>
        CreateTokenAsync(nip, ["InvoiceRead"], cancellationToken);

    internal async Task<TokenText> CreateTokenAsync(
        Nip nip,
        IReadOnlyList<string> permissions,
        CancellationToken cancellationToken
    )
    {
        using var made = await SendAsync(
            HttpMethod.Post,
            "tokens",
            new { context = new { type = "Nip", value = nip.Value }, permissions },
            cancellationToken
        );
        return TokenText.TryParse(made!.RootElement.GetProperty("token").GetString(), out var token)
            ? token
            : throw new InvalidOperationException("The sandbox made no token.");
    }

    /// <summary>Makes a certificate of a company.</summary>
    /// <returns>Certificate and key in PEM, as a vault keeps them.</returns>
    internal async Task<SecretText> CreateSealAsync(Nip nip, CancellationToken cancellationToken)
    {
        using var made = await SendAsync(
            HttpMethod.Post,
            "certificates",
            new { subject = new { type = "Nip", value = nip.Value }, commonName = "Bench" },
            cancellationToken
        );
        var planted = made!.RootElement;
        return new SecretText($"{planted.GetProperty("certificate")}\n{planted.GetProperty("privateKey")}\n");
    }

    /// <summary>Lets a company work at a client, as the client would in the Ministry's application.</summary>
    internal async Task GrantAsync(Nip client, Nip company, CancellationToken cancellationToken)
    {
        using var made = await SendAsync(
            HttpMethod.Post,
            "grants",
            new
            {
                context = new { type = "Nip", value = client.Value },
                authorized = new { type = "Nip", value = company.Value },
                permissions = (string[])["InvoiceRead"],
            },
            cancellationToken
        );
    }

    internal Task SetLimitsAsync(LoginLimitScope scope, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, "settings", new { limits = scope.ToString() }, cancellationToken);

    internal Task SetAccessLifeAsync(TimeSpan life, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, "settings", new { accessTokenLifetime = life }, cancellationToken);

    /// <summary>Makes some of the answers go wrong.</summary>
    internal Task ArmAsync(object rule, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "faults", rule, cancellationToken);

    /// <summary>Takes all of that back.</summary>
    internal async Task DisarmAsync(CancellationToken cancellationToken)
    {
        using var response = await _control.DeleteAsync("faults", cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _control.Dispose();
        _process.Dispose();
    }

    private async Task<JsonDocument?> SendAsync<T>(
        HttpMethod method,
        string path,
        T body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await _control.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.Length == 0 ? null : JsonDocument.Parse(answer);
    }

    [GeneratedRegex("http://[^ ]+/v2", RegexOptions.None, 1000)]
    private static partial Regex Address();
}

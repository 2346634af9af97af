using System.Net.Http.Json;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>Requests under /_sandbox/.</summary>
public static class SandboxControl
{
    public static async Task<Answer> ControlAsync(
        this HttpClient http,
        Hosting.SandboxHost host,
        HttpMethod method,
        string path,
        object? body = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(host.Root, "/_sandbox" + path));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}

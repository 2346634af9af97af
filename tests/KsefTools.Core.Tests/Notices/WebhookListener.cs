using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace KsefTools.Core.Tests.Notices;

/// <summary>A web server on loopback that takes what is posted to it.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookListener(WebApplication app) => _app = app;

    public Uri Address => new(new Uri(_app.Urls.Single()), "/hook");

    public ConcurrentQueue<(string? ContentType, string Body)> Posts { get; } = new();

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string? Location { get; set; }

    public static async Task<WebhookListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var listener = new WebhookListener(app);
        app.MapPost(
            "/hook",
            async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                listener.Posts.Enqueue((context.Request.ContentType, await reader.ReadToEndAsync()));
                context.Response.StatusCode = (int)listener.Status;
                if (listener.Location is { } location)
                    context.Response.Headers.Location = location;
            }
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

using Microsoft.Playwright;

namespace KsefTools.Browser.Tests;

/// <summary>A Chromium of this machine, without a window; null where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;

    public IBrowser? Chromium { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable("KSEF_TEST_CHROMIUM") ?? Array.Find(Places, File.Exists);
        if (path is null)
            return;
        _playwright = await Playwright.CreateAsync();
        Chromium = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = path,
                // In a container, which is a wall itself, Chromium's own needs rights that nobody has there.
                ChromiumSandbox = false,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (Chromium is not null)
            await Chromium.DisposeAsync();
        _playwright?.Dispose();
    }
}

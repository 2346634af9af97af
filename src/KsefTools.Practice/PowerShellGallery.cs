namespace KsefTools.Practice;

/// <summary>SecretManagement and SecretStore from the PowerShell Gallery, once for all runs.</summary>
internal static class PowerShellGallery
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        $ProgressPreference = 'SilentlyContinue'
        $modules = @{ 'Microsoft.PowerShell.SecretManagement' = '1.1.2'; 'Microsoft.PowerShell.SecretStore' = '1.0.6' }
        foreach ($name in $modules.Keys) {
            Save-PSResource $name -Version $modules[$name] -Path '{0}' -Repository PSGallery -TrustRepository `
                -SkipDependencyCheck
        }
        """;

    private static readonly Uri Address = new("https://www.powershellgallery.com/api/v2/");

    /// <summary>Saves them unless they are there.</summary>
    /// <returns>False, and nothing said, where the Gallery cannot be reached within seconds.</returns>
    internal static async Task<bool> ProvideAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(PracticePaths.GalleryModules))
            return true;
        if (!await AnswersAsync(cancellationToken))
            return false;

        var draft = Directory.CreateDirectory($"{PracticePaths.GalleryModules}-{Guid.NewGuid():N}").FullName;
        try
        {
            using var home = new TemporaryFolder("kseftools-gallery-");
            var script = Script.Replace(
                "{0}",
                draft.Replace("'", "''", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            var start = PowerShellProcess.StartInfo(home.Path, "-NonInteractive", "-Command", script);
            await PowerShellProcess.CompleteAsync(start, TimeSpan.FromMinutes(1), cancellationToken);
            Directory.Move(draft, PracticePaths.GalleryModules);
            return true;
        }
        catch (PowerShellException)
        {
            return false;
        }
        catch (IOException) when (Directory.Exists(PracticePaths.GalleryModules))
        {
            // Another run was faster.
            return true;
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, Address);
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KsefTools.Demo.Shell;

/// <summary>The import and the audit through the module as it is shipped, in a real PowerShell.</summary>
public static class ShellAudit
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly JsonSerializerOptions Format = new()
    {
        Converters =
        {
            new JsonStringEnumConverter(),
            new TextListConverter<KsefFinding>(),
            new TextListConverter<string>(),
        },
    };

    /// <summary>Opens the office in PowerShell and audits every client.</summary>
    /// <exception cref="ShellFailureException">PowerShell ended without a result.</exception>
    public static async Task<ShellReport> RunAsync(PracticeOffice office, CancellationToken cancellationToken)
    {
        var result = Path.Join(office.Folder, "audit.json");
        var start = office.StartInfo(["-NonInteractive"], "-ResultPath", result);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            if (!File.Exists(result))
                throw new ShellFailureException(
                    errors.Length > 0 ? errors : $"PowerShell ended with {process.ExitCode}."
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ShellFailureException($"PowerShell did not end within {Patience}.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        await using var file = File.OpenRead(result);
        return (await JsonSerializer.DeserializeAsync<ShellReport>(file, Format, cancellationToken))!;
    }

    private sealed class TextListConverter<T> : JsonConverter<TextList<T>>
    {
        public override TextList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, TextList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}

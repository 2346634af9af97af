using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.Office;
using KsefTools.Demo;
using Spectre.Console;

const int Differences = 1;
const int Failed = 2;
const int Cancelled = 130;

Console.OutputEncoding = Encoding.UTF8;

// System.CommandLine lets the process die at once; here a sandbox, its clients and a folder are to be put away.
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var clients = new Option<int>("--clients")
{
    Description = "How many clients (1 to 20,000); from 60 on every situation occurs.",
    DefaultValueFactory = _ => 60,
};
clients.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 20_000)
        result.AddError("--clients takes 1 to 20000.");
});
var seed = new Option<int>("--seed")
{
    Description = "The same seed makes the same office.",
    DefaultValueFactory = _ => 1,
};
var json = new Option<string?>("--json") { Description = "Writes every result to this file." };
var office = new Option<string?>("--office") { Description = "Keeps the office's files in this folder." };
var command = new RootCommand(
    "Audits a made-up accounting office against a sandbox of KSeF and moves it from tokens to its certificate, from a spreadsheet to a verdict for every client."
)
{
    clients,
    seed,
    json,
    office,
};
command.SetAction(
    async (parsed, _) =>
    {
        // A file or a pipe wants neither colours nor a moving bar, and more than the 80 columns that Spectre assumes.
        var console = Console.IsOutputRedirected
            ? AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Ansi = AnsiSupport.No,
                    ColorSystem = ColorSystemSupport.NoColors,
                    Interactive = InteractionSupport.No,
                }
            )
            : AnsiConsole.Console;
        if (Console.IsOutputRedirected)
            console.Profile.Width = int.TryParse(
                Environment.GetEnvironmentVariable("COLUMNS"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var columns
            )
                ? Math.Clamp(columns, 40, 500)
                : 140;
        try
        {
            var differences = await new DemoRun(console).RunAsync(
                new DemoOptions
                {
                    Clients = parsed.GetValue(clients),
                    Seed = parsed.GetValue(seed),
                    JsonFile = parsed.GetValue(json),
                    OfficeFolder = parsed.GetValue(office),
                },
                stop.Token
            );
            return differences.Count == 0 ? 0 : Differences;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(UiText.Of("Cancelled.", "Przerwano."));
            return Cancelled;
        }
        catch (Exception exception)
            when (exception
                    is OfficeFolderException
                        or KsefApiException
                        or ConversionException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }
);
return await command.Parse(args).InvokeAsync();

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

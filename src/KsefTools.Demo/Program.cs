using System.CommandLine;
using System.Text;
using KsefTools.Core;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.Office;
using KsefTools.Demo;
using KsefTools.Demo.Shell;
using KsefTools.Practice;

const int Differences = 1;
const int Failed = 2;
const int Cancelled = 130;

Console.OutputEncoding = Encoding.UTF8;
using var signals = new StopSignals();
var clients = new Option<int>("--clients")
{
    Description = "How many clients (1 to 20,000); from 60 on every situation occurs.",
    DefaultValueFactory = _ => 60,
    Recursive = true,
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
    Recursive = true,
};
var json = new Option<string?>("--json") { Description = "Writes every result to this file." };
var office = new Option<string?>("--office") { Description = "Keeps the office's files in this folder." };
var shell = new Option<bool>("--shell")
{
    Description = "Imports and audits once more through the module in PowerShell; --shell false leaves that out.",
    DefaultValueFactory = _ => PracticeOffice.IsPossible,
};
var prompt = new Command("prompt", "Opens a PowerShell prompt in a made-up office; closing it removes everything.");
prompt.SetAction((parsed, _) => GuardAsync(() => PromptAsync(parsed)));
var command = new RootCommand(
    "Audits a made-up accounting office against a sandbox of KSeF and moves it from tokens to its certificate, "
        + "from a spreadsheet to a verdict for every client."
)
{
    clients,
    seed,
    json,
    office,
    shell,
    prompt,
};
command.SetAction((parsed, _) => GuardAsync(() => RunAsync(parsed)));

// Signals are ours alone: the library's own handling would end the process two seconds after one, with all of it left
// behind.
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

DemoOptions OptionsOf(ParseResult parsed) => new() { Clients = parsed.GetValue(clients), Seed = parsed.GetValue(seed) };

async Task<int> RunAsync(ParseResult parsed)
{
    var options = OptionsOf(parsed) with
    {
        Parts = 1,
        JsonFile = parsed.GetValue(json),
        OfficeFolder = parsed.GetValue(office),
        WithShell = parsed.GetValue(shell),
    };
    var differences = await new DemoRun(DemoConsole.Create()).RunAsync(options, signals.Token);
    return differences.Count == 0 ? 0 : Differences;
}

Task<int> PromptAsync(ParseResult parsed) =>
    PracticePrompt.RunAsync(DemoConsole.Create(), OptionsOf(parsed), signals.LeaveInterrupts, signals.Token);

async Task<int> GuardAsync(Func<Task<int>> run)
{
    try
    {
        return await run();
    }
    catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync(UiText.Of("Cancelled.", "Przerwano."));
        return Cancelled;
    }
    catch (Exception exception)
        when (exception
                is OfficeFolderException
                    or KsefApiException
                    or ConversionException
                    or PowerShellException
                    or IOException
                    or UnauthorizedAccessException
        )
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return Failed;
    }
}

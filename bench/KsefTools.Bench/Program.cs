using System.CommandLine;
using KsefTools.Bench;
using KsefTools.Bench.Conversion;
using KsefTools.Bench.Faults;
using KsefTools.Bench.Micro;
using KsefTools.Bench.Office;
using KsefTools.Bench.Page;
using KsefTools.Bench.Shell;

var root = new RootCommand("How fast KsefTools is: a whole office against the sandbox, and the hot paths one by one.")
{
    OfficeCommand.Create(),
    ConversionCommand.Create(),
    MicroCommand.Create(),
    ShellCommand.Create(),
    FuzzCommand.Create(),
    FaultsCommand.Create(),
    PageCommand.Create(),
    AuditWorker.Create(),
};
return await root.Parse(args).InvokeAsync();

using System.CommandLine;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Serving;
using KsefTools.Sandbox.Signing;

var root = new RootCommand("A KSeF API 2.x on loopback, and offices to try it with.")
{
    ServeCommand.Create(),
    SeedCommand.Create(),
    SignCommand.Create(),
};

// `serve` ends itself in order at a signal; the library would end the process two seconds after one.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

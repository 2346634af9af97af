using KsefTools.Sandbox.Hosting;

await using var host = await SandboxHost.StartAsync(new SandboxOptions { Port = 5080 });
await Console.Out.WriteLineAsync($"Listening on {host.BaseAddress} and {host.TestBaseAddress}. Ctrl-C stops it.");
await host.WaitForShutdownAsync();

using System.CommandLine;
using System.Globalization;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Seeding;

/// <summary><c>seed</c>: writes an office's spreadsheet, the truth about it, and the world to serve.</summary>
public static class SeedCommand
{
    public static Command Create()
    {
        var clients = new Option<int>("--clients")
        {
            Description = "How many clients (1 to 20,000); from 60 on every state occurs.",
            DefaultValueFactory = _ => 60,
        };
        clients.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > OfficeSeed.MostClients)
                result.AddError("--clients takes 1 to 20000.");
        });
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed gives the same office; only keys of certificates are new each time.",
            DefaultValueFactory = _ => 1,
        };
        var parts = new Option<int>("--parts")
        {
            Description = "How many healthy clients have a part (InternalId) with a token of its own.",
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder for tokens.csv, truth.json, world.json and certificates.json.",
            Required = true,
        };
        var usual = new SeedOptions().Today;
        // Without a default of the parser's own: help would write it by the machine's culture, which --today refuses.
        var today = new Option<DateOnly?>("--today")
        {
            Description = $"The day on which the truth holds, yyyy-MM-dd ({usual:yyyy-MM-dd} unless given).",
            CustomParser = result =>
            {
                if (
                    DateOnly.TryParseExact(
                        result.Tokens[0].Value,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                    return day;
                result.AddError("--today takes a day as yyyy-MM-dd.");
                return default;
            },
        };
        var sheet = new SheetSwitches();
        var command = new Command(
            "seed",
            "Makes an office: its spreadsheet of tokens, and what is really wrong with each."
        )
        {
            clients,
            seed,
            parts,
            folder,
            today,
        };
        sheet.AddTo(command);
        command.SetAction(parsed =>
        {
            var office = OfficeSeed.Create(
                new SeedOptions
                {
                    Clients = parsed.GetValue(clients),
                    Seed = parsed.GetValue(seed),
                    Parts = parsed.GetValue(parts),
                    Today = parsed.GetValue(today) ?? usual,
                    Sheet = sheet.Read(parsed),
                }
            );
            var path = Path.GetFullPath(parsed.GetRequiredValue(folder));
            SeedFiles.Write(office, path);
            foreach (var line in SeedReport.Of(office, path))
                parsed.InvocationConfiguration.Output.WriteLine(line);
            return 0;
        });
        return command;
    }
}

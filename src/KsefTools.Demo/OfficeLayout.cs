using System.Text.RegularExpressions;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Demo;

/// <summary>Lays out the folder of a made-up office whose clients live in a sandbox.</summary>
internal static partial class OfficeLayout
{
    /// <summary>The folder with office.yaml, in which the seal is named that is to serve the clients.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="seeded">Whose office.</param>
    /// <param name="host">Its KSeF.</param>
    /// <param name="vault">The vault by name; null for the session's default vault.</param>
    /// <param name="secret">The secret with the seal's certificate; null where the office has none yet.</param>
    /// <param name="withLimits">Whether to keep the published limits, which are the default.</param>
    /// <exception cref="OfficeFolderException">An office stands in the folder already.</exception>
    public static OfficeFolder Create(
        string path,
        SeededOffice seeded,
        SandboxHost host,
        string? vault = null,
        string? secret = null,
        bool withLimits = true
    )
    {
        var setup = new OfficeSetup
        {
            Nip = Nip.Parse(seeded.Nip),
            Name = seeded.Name,
            Environment = host.BaseAddress.AbsoluteUri,
            OtherEnvironments = [host.TestBaseAddress.AbsoluteUri],
            Vault = vault,
        };
        var settings = OfficeFolder.Initialize(path, setup).SettingsPath;
        // What a person types into the file, which says how in a comment.
        var identity = $"identities:\n  - name: {DemoOffice.Seal}\n    kind: seal\n    subject: \"{seeded.Nip}\"";
        if (secret is not null)
            identity += $"\n    secret: {secret}";
        var text = File.ReadAllText(settings).Replace("\nidentities: []", "\n" + identity, StringComparison.Ordinal);
        if (!withLimits)
            text = WithoutLimits(text);
        File.WriteAllText(settings, text);
        return OfficeFolder.Open(path);
    }

    /// <summary>The text of office.yaml with a throttle that nothing reaches.</summary>
    public static string WithoutLimits(string settings) =>
        Throttle().Replace(settings, match => match.Groups["key"].Value + "10000");

    [GeneratedRegex(
        @"^(?<key>\s+(loginsPerSecond|perSecond|perMinute|perHour): )\d+",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Throttle();
}

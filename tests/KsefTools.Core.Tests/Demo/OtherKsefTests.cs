using KsefTools.Core.Tests.Api;
using KsefTools.Demo;
using KsefTools.Sandbox.Hosting;
using Spectre.Console;

namespace KsefTools.Core.Tests.Demo;

/// <summary>
/// Where the contract's letter, the Ministry's own client and what was observed differ, the whole way from spreadsheet
/// to January comes to the same truth in each of them.
/// </summary>
public sealed class OtherKsefTests
{
    private static readonly Dictionary<string, Action<SandboxSettings>> Ways = new(StringComparer.Ordinal)
    {
        ["the letter of the contract 2.7.0"] = ByTheLetter,
        ["an owner shown as one entry"] = settings => settings.OwnerRights = OwnerRightsShown.AsOwner,
        ["state that goes on by polls"] = ByPolls.Configure,
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_truth_is_found_by(string way)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

        var differences = await new DemoRun(console).RunAsync(
            new DemoOptions { WithLimits = false, Sandbox = Ways[way] },
            TestContext.Current.CancellationToken
        );

        Assert.Empty(differences);
    }

    private static void ByTheLetter(SandboxSettings settings)
    {
        settings.ApiVersion = new Version(2, 7, 0);
        settings.OwnTargetHidesDirectGrants = true;
        settings.TokenReadsSiblings = false;
        settings.IndirectGrantNeedsDelegation = true;
        settings.SignInAwaitsToken = false;
        settings.EffectiveInClaims = true;
    }
}

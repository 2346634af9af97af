using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>Tokens that are made and rotated in the office of a conversion.</summary>
internal static class TokenMakingExtensions
{
    public static TokenOrder OrderFor(
        this ConversionBench bench,
        ConversionClient client,
        params string[] permissions
    ) => new(bench.ProfileOf(client)) { Permissions = permissions };

    /// <summary>An order to rotate the token that a client's profile names first.</summary>
    public static TokenOrder RotationOf(this ConversionBench bench, ConversionClient client)
    {
        var profile = bench.ProfileOf(client);
        return new TokenOrder(profile)
        {
            Former = profile.Access.First(entry => entry is { Kind: CredentialKind.Token, Secret: not null }),
        };
    }

    public static ClientProfile ProfileOf(this ConversionBench bench, ConversionClient client) =>
        bench.Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!;

    /// <summary>All tokens that KSeF has for a client.</summary>
    public static IReadOnlyList<TokenRecord> TokensOf(this ConversionBench bench, ConversionClient client) =>
        [.. bench.World.TokensOf(client.Context).OrderBy(token => token.DateCreated)];

    public static IReadOnlyList<TokenRecord> ActiveOf(this ConversionBench bench, ConversionClient client) =>
        [.. bench.TokensOf(client).Where(token => token.Status is TokenStatus.Active or TokenStatus.Pending)];

    public static async Task<KsefTokenChange> MakeAsync(
        this ConversionBench bench,
        TokenOrder order,
        TokenOptions? options = null,
        Fate? fate = null
    )
    {
        using var process = bench.Start(fate);
        return await process.MakeAsync(bench, order, options, fate);
    }

    public static async Task<KsefTokenChange> MakeAsync(
        this ConversionProcess process,
        ConversionBench bench,
        TokenOrder order,
        TokenOptions? options = null,
        Fate? fate = null
    )
    {
        var results = new List<KsefTokenChange>();
        var making = new TokenMaking(
            bench.Office,
            process.Vault,
            process.Sessions,
            bench.Clock,
            (options ?? new TokenOptions()) with
            {
                Steps = new Steps(fate ?? new Fate()),
            }
        );
        await foreach (var result in making.RunAsync([order], TestContext.Current.CancellationToken))
            results.Add(result);
        return Assert.Single(results);
    }

    /// <summary>An order to end the token that a client's profile names first.</summary>
    public static TokenEndOrder EndOf(this ConversionBench bench, ConversionClient client) =>
        new(bench.ProfileOf(client)) { Entry = bench.AccessOf(client)[0] };

    public static async Task<KsefTokenChange> EndAsync(
        this ConversionBench bench,
        TokenEndOrder order,
        TokenOptions? options = null,
        Fate? fate = null
    )
    {
        using var process = bench.Start(fate);
        return Assert.Single(await process.EndAsync(bench, order, options, fate));
    }

    public static async Task<IReadOnlyList<KsefTokenChange>> EndAsync(
        this ConversionProcess process,
        ConversionBench bench,
        TokenEndOrder order,
        TokenOptions? options = null,
        Fate? fate = null
    )
    {
        var revocation = new TokenRevocation(
            bench.Office,
            process.Vault,
            process.Sessions,
            bench.Clock,
            (options ?? new TokenOptions()) with
            {
                Steps = new Steps(fate ?? new Fate()),
            }
        );
        return await revocation
            .RunAsync([order], TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}

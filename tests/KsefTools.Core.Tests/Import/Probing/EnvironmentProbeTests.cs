using KsefTools.Core.Api.Environments;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Probing;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Audit;
using KsefTools.Practice;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Import.Probing;

/// <summary>Where a token lives, KSeF says, asked in an order that keeps it from where it does not belong.</summary>
public sealed class EnvironmentProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_token_is_found_where_it_lives_and_one_of_the_first_is_sent_nowhere_else()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var (here, there) = (ksef.AddClient(), ksef.AddClient());
        var tokens = new[] { ksef.AddToken(here), ksef.AddToken(there, world: ksef.Host.Test.World) };
        var office = Office(ksef, ksef.Host.TestBaseAddress.AbsoluteUri);

        var sheet = await AskAsync(ksef, office, Sheet((here, tokens[0]), (there, tokens[1])));

        Assert.Equal(
            [ksef.Host.BaseAddress.AbsoluteUri, ksef.Host.TestBaseAddress.AbsoluteUri],
            sheet.Rows.Select(row => row.Environment)
        );
        Assert.Equal(2, Logins(ksef, ksef.Host.BaseAddress));
        Assert.Equal(1, Logins(ksef, ksef.Host.TestBaseAddress));
        var rows = await PlanAsync(ksef, office, sheet);
        Assert.All(
            rows,
            row => Assert.Equal((ImportOutcome.Imported, ImportCertainty.Sure), (row.Outcome, row.Certainty))
        );
        Assert.All(rows, row => Assert.Contains("signs in", row.ToResult(office).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TokenStatus.Revoked)]
    [InlineData(TokenStatus.Pending)]
    public async Task A_token_that_is_refused_as_known_lives_there(TokenStatus status)
    {
        await using var ksef = await AuditHarness.StartAsync();
        var client = ksef.AddClient();
        var token = ksef.AddToken(client, token => token with { Status = status });

        var sheet = await AskAsync(ksef, Office(ksef, ksef.Host.TestBaseAddress.AbsoluteUri), Sheet((client, token)));

        Assert.Equal(ksef.Host.BaseAddress.AbsoluteUri, Assert.Single(sheet.Rows).Environment);
        Assert.Equal(0, Logins(ksef, ksef.Host.TestBaseAddress));
    }

    [Fact]
    public async Task A_token_that_nobody_knows_is_unclear_and_says_who_was_asked()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var client = ksef.AddClient();
        var token = $"20260301-EC-0123456789-0123456789-01|nip-{client.Nip}|{new string('a', 64)}";
        var office = Office(ksef, ksef.Host.TestBaseAddress.AbsoluteUri);

        var sheet = await AskAsync(ksef, office, Sheet((client.Nip, token)));

        var result = Assert.Single(await PlanAsync(ksef, office, sheet)).ToResult(office);
        Assert.Equal(ImportCertainty.Unclear, result.Certainty);
        Assert.Contains(ksef.Host.TestBaseAddress.AbsolutePath.TrimEnd('/'), result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", $"{result}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_an_environment_does_not_answer_no_later_one_gets_the_token()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var client = ksef.AddClient();
        var token = ksef.AddToken(client, world: ksef.Host.Test.World);
        var office = Office("http://127.0.0.1:9/v2", ksef.Host.TestBaseAddress.AbsoluteUri);

        var sheet = await AskAsync(ksef, office, Sheet((client, token)));

        Assert.Null(Assert.Single(sheet.Rows).Environment);
        Assert.Equal(0, Logins(ksef, ksef.Host.TestBaseAddress));
        var result = Assert.Single(await PlanAsync(ksef, office, sheet)).ToResult(office);
        Assert.Contains("could not be asked", result.Reason, StringComparison.Ordinal);
        Assert.Equal(ImportCertainty.Sure, result.Certainty);
    }

    [Fact]
    public async Task Nobody_is_asked_about_tokens_whose_environment_is_known_or_whose_row_is_refused()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var (known, said, other) = (ksef.AddClient(), ksef.AddClient(), ksef.AddClient());
        var office = Office(ksef);
        File.WriteAllText(Path.Join(office.ClientsPath, "a.yaml"), $"nip: \"{known.Nip}\"\nname: Alfa\n");
        var sheet = Read(
            "NIP;Token;Środowisko\n"
                + $"{known.Nip};{ksef.AddToken(known).Secret};\n"
                + $"{said.Nip};{ksef.AddToken(said).Secret};test\n"
                + $"{other.Nip};{ksef.AddToken(said).Secret};\n"
        );

        await AskAsync(ksef, office, sheet);

        Assert.Empty(ksef.Requests);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_token_whose_environment_another_row_of_its_client_says()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var client = ksef.AddClient();
        var sheet = Read($"NIP;Token;Środowisko\n{client.Nip};{ksef.AddToken(client).Secret};\n{client.Nip};;test\n");

        await AskAsync(ksef, Office(ksef), sheet);

        Assert.Empty(ksef.Requests);
    }

    [Fact]
    public async Task Each_answer_is_told_as_it_comes()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var (one, other) = (ksef.AddClient(), ksef.AddClient());
        var sheet = Sheet((one, ksef.AddToken(one)), (other, ksef.AddToken(other)));
        var probe = new EnvironmentProbe(Office(ksef), AllowedEnvironments.BuiltIn);
        using var sessions = new ClientSessions(ksef.Vault, ksef.Sessions);
        var told = new List<(int, int)>();

        Assert.Equal(2, probe.Find(sheet, default).Count);
        await probe.RunAsync(sheet, sessions, (done, all) => told.Add((done, all)), default);

        Assert.Equal([(1, 2), (2, 2)], told);
    }

    [Theory]
    [InlineData(1, "1 token: ", "At most 2 sign-ins, 1 s")]
    [InlineData(200, "200 tokens: ", "At most 400 sign-ins, 6 s")]
    public void What_it_costs_is_said_before(int tokens, string counted, string cost)
    {
        var probe = new EnvironmentProbe(Office("production", "test"), AllowedEnvironments.BuiltIn);
        var said = ProbeSentences.Cost(probe, tokens);
        Assert.Contains(counted, said, StringComparison.Ordinal);
        Assert.Contains(cost, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_token_is_asked_about_once()
    {
        await using var ksef = await AuditHarness.StartAsync();
        var client = ksef.AddClient();
        var token = ksef.AddToken(client);

        await AskAsync(ksef, Office(ksef), Sheet((client, token), (client, token)));

        Assert.Equal(1, Logins(ksef, ksef.Host.BaseAddress));
    }

    [Theory]
    [InlineData("production", "", "production")]
    [InlineData("test", "", "test")]
    [InlineData("test", "production demo", "production demo test")]
    [InlineData("production", "test http://127.0.0.1:5080/v2 https://obcy.example/v2", "production test")]
    [InlineData("http://127.0.0.1:5080/v2", "test", "test http://127.0.0.1:5080/v2")]
    [InlineData(
        "http://127.0.0.1:5080/v2",
        "http://127.0.0.1:5080/test/v2 https://obcy.example/v2",
        "http://127.0.0.1:5080/v2 http://127.0.0.1:5080/test/v2"
    )]
    public void The_best_guarded_is_asked_first_and_none_of_the_Ministry_s_leaves_the_Ministry(
        string own,
        string others,
        string order
    ) =>
        Assert.Equal(
            order,
            string.Join(
                ' ',
                ProbeOrder
                    .Of(
                        Office(own, others.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                        AllowedEnvironments.BuiltIn
                    )
                    .Select(environment => environment.Name.TrimEnd('/'))
            )
        );

    private OfficeFolder Office(AuditHarness ksef, params string[] others) =>
        Office(ksef.Host.BaseAddress.AbsoluteUri, others);

    private OfficeFolder Office(string environment, params string[] others) =>
        OfficeFolder.Initialize(
            _folder.PathOf("office"),
            new OfficeSetup
            {
                Nip = Nip.Parse(AuditHarness.OfficeNip),
                Name = "Biuro Rachunkowe Sigma",
                Environment = environment,
                OtherEnvironments = others,
                Vault = "KsefVault",
            }
        );

    private Spreadsheet Sheet(params (KsefCredential Client, TokenRecord Token)[] rows) =>
        Sheet([.. rows.Select(row => (row.Client.Nip, row.Token.Secret))]);

    private Spreadsheet Sheet(params (string Nip, string Token)[] rows) =>
        Read("NIP;Token\n" + string.Concat(rows.Select(row => $"{row.Nip};{row.Token}\n")));

    private Spreadsheet Read(string text) => SpreadsheetReader.Read(_folder.Write("tokens.csv", text));

    private static async Task<Spreadsheet> AskAsync(AuditHarness ksef, OfficeFolder office, Spreadsheet sheet)
    {
        using var sessions = new ClientSessions(ksef.Vault, ksef.Sessions);
        return await new EnvironmentProbe(office, AllowedEnvironments.BuiltIn).RunAsync(
            sheet,
            sessions,
            progress: null,
            TestContext.Current.CancellationToken
        );
    }

    private static async Task<IReadOnlyList<PlannedRow>> PlanAsync(
        AuditHarness ksef,
        OfficeFolder office,
        Spreadsheet sheet
    ) =>
        (
            await ImportPlan.MakeAsync(
                office,
                ksef.Vault,
                sheet,
                new ImportOptions(),
                TestContext.Current.CancellationToken
            )
        ).Rows;

    private static int Logins(AuditHarness ksef, Uri address) =>
        ksef.Requests.Count(request => request == $"POST {address.AbsolutePath.TrimEnd('/')}/auth/ksef-token");
}

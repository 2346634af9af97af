using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Told;

/// <summary>Whose grant is waited for, and when it is said to have come.</summary>
public sealed class AwaitedGrantsTests : ConversionTest
{
    private static readonly string[] Reading = ["InvoiceRead"];

    private string Here => Bench.Office.Settings.Environment;

    private WaitingClients Waiting => new(Bench.Office);

    [Fact]
    public async Task Only_clients_that_are_asked_for_are_told()
    {
        var (one, other) = (Granted(), Granted());
        Waiting.Remember(new WaitingClient(one.Nip, Here, "seal", Reading));
        Waiting.Remember(new WaitingClient(other.Nip, Here, "seal", Reading));

        Assert.Equal([other.Nip], await FindAsync(other.Nip, "1111111111"));
    }

    [Fact]
    public void What_somebody_wrote_into_the_list_of_those_who_are_waited_for_is_text()
    {
        Waiting.Remember(
            new WaitingClient("1111111111", "test\u001b]0;x\u0007", "seal\u001b[2J", ["\u202eInvoiceRead"])
        );

        var read = Assert.Single(Waiting.All());

        Assert.True(PlainText.IsHarmless($"{read.Environment} {read.Identity} {Assert.Single(read.Missing)}"));
    }

    [Fact]
    public async Task Half_of_what_is_waited_for_is_not_what_is_waited_for()
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient(client.Nip, Here, "seal", ["InvoiceRead", "InvoiceWrite"]));

        Assert.Empty(await FindAsync(client.Nip));
    }

    [Theory]
    [InlineData("anna", 0)]
    [InlineData("SEAL", 1)]
    public async Task What_is_granted_to_the_seal_is_not_what_another_identity_waits_for(string identity, int found)
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient(client.Nip, Here, identity, Reading));

        Assert.Equal(found, (await FindAsync(client.Nip)).Count);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_costs_no_other_its_good_news()
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient("5250000000", "no environment", "seal", Reading));
        Waiting.Remember(new WaitingClient("123", Here, "seal", Reading));
        Waiting.Remember(new WaitingClient(client.Nip, Here, "seal", Reading));

        Assert.Equal([client.Nip], await FindAsync("5250000000", "123", client.Nip));
    }

    [Fact]
    public async Task Where_KSeF_is_silent_there_is_no_news_and_no_failure()
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient(client.Nip, Here, "seal", Reading));
        using var process = Bench.Start();
        process.Network.LosesRequest = "POST challenge";

        Assert.Empty(await FindAsync(process, client.Nip));
    }

    [Fact]
    public async Task An_office_without_a_seal_waits_for_nobody_through_it()
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient(client.Nip, Here, "seal", Reading));
        Bench.Office.Patch(editor => editor.RemoveIdentity("seal"));
        using var process = Bench.Start();

        Assert.Empty(await FindAsync(process, client.Nip));
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task Where_nobody_who_is_asked_for_waits_the_vault_is_left_alone()
    {
        var client = Granted();
        Waiting.Remember(new WaitingClient(client.Nip, Here, "seal", Reading));
        using var process = Bench.Start();

        Assert.Empty(await FindAsync(process, "1111111111"));
        Assert.Empty(process.Vault.Requests);
    }

    [Fact]
    public void A_client_that_waits_is_remembered_once_and_read_as_it_was_written()
    {
        Waiting.Remember(new WaitingClient("1111111111", "test", "anna", Reading));
        Waiting.Remember(new WaitingClient("1111111111", Here, "seal", ["InvoiceRead", "InvoiceWrite"]));

        var waiting = Assert.Single(Waiting.All());

        Assert.Equal(("1111111111", Here, "seal"), (waiting.Nip, waiting.Environment, waiting.Identity));
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], waiting.Missing);
    }

    [Fact]
    public void A_file_that_cannot_be_read_hides_no_other()
    {
        Waiting.Remember(new WaitingClient("1111111111", Here, "seal", Reading));
        File.WriteAllText(Path.Combine(Bench.OfficePath, ".state", "waiting", "0.json"), "{");

        Assert.Equal("1111111111", Assert.Single(Waiting.All()).Nip);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"nip":"5250000000","environment":"test","identity":"seal"}""")]
    [InlineData("""{"nip":"5250000000","environment":"test","identity":"seal","missing":null}""")]
    [InlineData("""{"nip":"5250000000","environment":"test","identity":"seal","missing":[null]}""")]
    [InlineData("""{"nip":null,"environment":"test","identity":"seal","missing":[]}""")]
    public void A_file_that_does_not_say_who_waits_for_what_hides_no_other(string content)
    {
        Waiting.Remember(new WaitingClient("1111111111", Here, "seal", Reading));
        File.WriteAllText(Path.Combine(Bench.OfficePath, ".state", "waiting", "0.json"), content);

        Assert.Equal("1111111111", Assert.Single(Waiting.All()).Nip);
    }

    [Fact]
    public void Who_is_forgotten_waits_no_longer_and_nobody_has_to_be_there_to_be_forgotten()
    {
        Waiting.Forget("1111111111");
        Waiting.Remember(new WaitingClient("1111111111", Here, "seal", Reading));
        Waiting.Remember(new WaitingClient("5250000000", Here, "seal", Reading));

        Waiting.Forget("1111111111");

        Assert.Equal("5250000000", Assert.Single(Waiting.All()).Nip);
    }

    [Fact]
    public void What_is_remembered_is_its_owners_alone()
    {
        Waiting.Remember(new WaitingClient("1111111111", Here, "seal", Reading));

        var folder = Path.Combine(Bench.OfficePath, ".state", "waiting");
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(folder)!));
        Assert.Equal(Own, File.GetUnixFileMode(Path.Combine(folder, "1111111111.json")));
    }

    private ConversionClient Granted()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    private async Task<IReadOnlySet<string>> FindAsync(params string[] nips)
    {
        using var process = Bench.Start();
        return await FindAsync(process, nips);
    }

    private Task<IReadOnlySet<string>> FindAsync(ConversionProcess process, params string[] nips) =>
        ArrivedGrants.FindAsync(
            Bench.Office,
            process.Vault,
            process.Sessions,
            nips,
            Clock,
            TestContext.Current.CancellationToken
        );
}

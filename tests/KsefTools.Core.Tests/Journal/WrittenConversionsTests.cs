using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;

namespace KsefTools.Core.Tests.Journal;

/// <summary>Moves that the code of before began are completed by the present one, wherever they were killed.</summary>
public sealed class WrittenConversionsTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    [Theory]
    [InlineData("started")]
    [InlineData("granting")]
    [InlineData("grant sent")]
    [InlineData("granted")]
    [InlineData("proven")]
    [InlineData("switched")]
    public async Task A_move_is_gone_on_with_and_nothing_is_granted_twice(string step)
    {
        var client = Bench.AddClientFor(ConversionRoute.ByToken);
        await KillAsync(step, options: null);
        Replace("conversion", step, client);

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((true, ConversionOutcome.Converted), (result.WasResumed, result.Outcome));
        await ClientService.AssertMovedAsync(Bench, client, tokenRevoked: false, step);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Theory]
    [InlineData("started")]
    [InlineData("revoking")]
    [InlineData("revoked")]
    [InlineData("seen dead")]
    [InlineData("secret removed")]
    [InlineData("entry removed")]
    public async Task The_end_of_a_token_is_gone_on_with(string step)
    {
        var client = Bench.AddClientFor(ConversionRoute.AlreadyGranted);
        await Bench.ConvertAsync();
        await KillAsync(step, Revoking);
        Replace("retirement", step, client);

        await Bench.ConvertAsync(Revoking);

        await ClientService.AssertMovedAsync(Bench, client, tokenRevoked: true, step);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Theory]
    [InlineData("started")]
    [InlineData("switched")]
    public async Task A_way_back_is_gone_to_its_end(string step)
    {
        var client = Bench.AddClientFor(ConversionRoute.AlreadyGranted);
        await Bench.ConvertAsync();
        using (var killed = Bench.Start(DiesAfter(step)))
            await Assert.ThrowsAsync<SimulatedDeathException>(() => killed.RestoreAsync(client));
        Replace("restore", step, client);
        using var process = Bench.Start();

        var result = await process.RestoreAsync(client);

        Assert.Equal((true, "seal"), (result.IsRestored, result.Identity));
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    private async Task KillAsync(string step, ConversionOptions? options)
    {
        using var process = Bench.Start(DiesAfter(step));
        await process.ConvertAsync(options);
    }

    private static Fate DiesAfter(string step) =>
        new()
        {
            Passing = point =>
            {
                if (point == $"after step '{step}'")
                    throw new SimulatedDeathException(point);
            },
        };

    private void Replace(string name, string step, ConversionClient client) =>
        WrittenRecord
            .Of(name)
            .Replace(Bench.OfficePath, step, ("environment", Bench.Office.Settings.Environment), ("nip", client.Nip));
}

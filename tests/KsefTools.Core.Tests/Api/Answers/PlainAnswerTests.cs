using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using static KsefTools.Core.Tests.Api.ScriptedServer;

namespace KsefTools.Core.Tests.Api.Answers;

/// <summary>What KSeF sends is what somebody typed there: it is shown, and commands nobody.</summary>
public sealed class PlainAnswerTests
{
    [Theory]
    [InlineData("\\u001b[31mred\\u202e", " [31mred")]
    [InlineData("one\\nRemove-Item x", "one Remove-Item x")]
    public async Task A_description_reaches_nobody_s_terminal_as_a_command(string sent, string shown)
    {
        await using var ksef = await StartAsync(Answer(200, Tokens(sent)));
        using var api = new KsefApi(ksef.Environment);

        var page = await api.ListTokensAsync(AnyAccess, new TokenQuery(), null, CancellationToken.None);

        Assert.Equal(shown, Assert.Single(page.Tokens).Description);
    }

    [Fact]
    public async Task Half_a_character_costs_no_answer()
    {
        await using var ksef = await StartAsync(Answer(200, Tokens("half \\ud83d")));
        using var api = new KsefApi(ksef.Environment);

        var page = await api.ListTokensAsync(AnyAccess, new TokenQuery(), null, CancellationToken.None);

        Assert.StartsWith("half ", Assert.Single(page.Tokens).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"errors":[{"code":21405,"description":"\u001b[2J\nforged line"}]}""")]
    [InlineData("""{"errors":[{"code":21405,"description":"\ud83d"}]}""")]
    public async Task A_reason_is_told_on_one_line(string body)
    {
        await using var ksef = await StartAsync(Answer(400, body));
        using var api = new KsefApi(ksef.Environment);

        var refused = await Assert.ThrowsAsync<KsefApiException>(() =>
            api.ListTokensAsync(AnyAccess, new TokenQuery(), null, CancellationToken.None)
        );

        Assert.True(PlainText.IsHarmless(refused.Message));
        Assert.All(refused.Details, detail => Assert.True(PlainText.IsHarmless(detail)));
    }

    private static string Tokens(string description) =>
        $$"""
            {"tokens":[{"referenceNumber":"20260115-EC-1A2B3C4D00-9F8E7D6C50-10","authorIdentifier":{"type":"Nip","value":"1111111111"},
            "contextIdentifier":{"type":"Nip","value":"1111111111"},"description":"{{description}}","requestedPermissions":["InvoiceRead"],
            "dateCreated":"2026-01-15T10:00:00+00:00","status":"Active"}]}
            """;
}

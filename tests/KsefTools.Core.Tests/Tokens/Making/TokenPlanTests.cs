using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>A record keeps all that the next process must know of an order.</summary>
public sealed class TokenPlanTests
{
    private static readonly TokenPlan Rotation = new()
    {
        Nip = OfficeBench.ClientNip,
        Environment = "demo",
        Permissions = ["InvoiceRead", "InvoiceWrite"],
        Description = "Sklep",
        Secret = new SecretAddress("Second", "new-one"),
        Former = new SecretAddress("KsefVault", "old-one"),
        FormerReference = "20250101-EC-0123456789-0123456789-01",
        KeepFormer = true,
    };

    [Fact]
    public void Comes_back_from_its_record_as_it_was()
    {
        var read = TokenPlan.Of(Line(Rotation))!;

        Assert.Equal(Rotation.Permissions, read.Permissions);
        Assert.Equal(Rotation, read with { Permissions = Rotation.Permissions });
    }

    [Fact]
    public void The_first_token_of_a_client_has_none_before_it()
    {
        var read = TokenPlan.Of(Line(Rotation with { Former = null, FormerReference = null, KeepFormer = false }))!;

        Assert.Equal((null, null, false), (read.Former, read.FormerReference, read.KeepFormer));
    }

    [Fact]
    public void What_a_record_does_not_say_of_permissions_and_description_is_empty()
    {
        var read = TokenPlan.Of(Without(Without(Line(Rotation), "permissions"), "description"))!;

        Assert.Empty(read.Permissions);
        Assert.Empty(read.Description);
    }

    [Theory]
    [InlineData("nip")]
    [InlineData("environment")]
    [InlineData("secret")]
    public void A_record_that_says_too_little_is_none(string field) =>
        Assert.Null(TokenPlan.Of(Without(Line(Rotation), field)));

    private static JournalEntry Line(TokenPlan plan) =>
        JournalEntry.Of(DateTimeOffset.UnixEpoch, "started", plan.ToFields());

    private static JournalEntry Without(JournalEntry line, string field) =>
        line with
        {
            Fields = line.Fields.Where(pair => pair.Key != field).ToDictionary(StringComparer.Ordinal),
        };
}

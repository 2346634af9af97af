using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>How old a token is, by the best witness that is there.</summary>
public sealed class TokenDueTests
{
    private static readonly OfficePolicy Policy = new() { RotateAfter = TimeSpan.FromDays(90) };
    private static readonly string Lying = ImportBench.Token(1, OfficeBench.ClientNip);
    private static readonly AccessEntry Entry = new()
    {
        Kind = CredentialKind.Token,
        Reference = "20250101-EC-0123456789-0123456789-01",
        GeneratedOn = new DateOnly(2024, 6, 1),
    };

    [Fact]
    public void The_token_itself_tells_its_day_whatever_the_file_says()
    {
        Assert.True(TokenText.TryParse(new SecretText(Lying), out var token));

        Assert.Equal(token.Reference.Date, TokenDue.Of(Entry, token, Policy).CreatedOn);
    }

    [Fact]
    public void Where_it_is_gone_its_number_in_the_file_does() =>
        Assert.Equal(new DateOnly(2025, 1, 1), TokenDue.Of(Entry, token: null, Policy).CreatedOn);

    [Fact]
    public void Where_the_number_is_none_the_day_in_the_file_does() =>
        Assert.Equal(
            new DateOnly(2024, 6, 1),
            TokenDue.Of(Entry with { Reference = "by hand" }, token: null, Policy).CreatedOn
        );

    [Fact]
    public void It_may_stay_as_many_days_as_the_policy_says() =>
        Assert.Equal(new DateOnly(2025, 4, 1), TokenDue.Of(Entry, token: null, Policy).DueAfter);

    [Fact]
    public void A_token_of_the_last_day_there_is_is_due_after_it()
    {
        var entry = new AccessEntry { GeneratedOn = DateOnly.MaxValue };

        Assert.Equal(DateOnly.MaxValue, TokenDue.Of(entry, token: null, Policy).DueAfter);
    }

    [Fact]
    public void One_whose_day_nobody_knows_goes_now()
    {
        var due = TokenDue.Of(new AccessEntry(), token: null, Policy);

        Assert.Null(due.CreatedOn);
        Assert.True(due.IsDue(DateOnly.MinValue));
    }
}

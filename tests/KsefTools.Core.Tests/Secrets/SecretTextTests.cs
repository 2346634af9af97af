using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What a secret's text shows of itself, and when two are the same.</summary>
public sealed class SecretTextTests
{
    [Fact]
    public void It_comes_out_where_it_is_asked_for_alone()
    {
        var secret = new SecretText("canary");

        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.Equal("canary", secret.Reveal());
        Assert.Equal(6, secret.Length);
    }

    [Fact]
    public void There_is_none_without_a_text() => Assert.Throws<ArgumentNullException>(() => new SecretText(null!));

    [Theory]
    [InlineData("canary", true)]
    [InlineData("canarY", false)]
    [InlineData("canary ", false)]
    [InlineData(null, false)]
    public void Two_of_one_text_are_the_same_secret(string? other, bool expected)
    {
        var secret = new SecretText("canary");
        var second = other is null ? null : new SecretText(other);

        Assert.Equal(expected, secret.Equals(second));
        Assert.Equal(expected, secret.Equals((object?)second));
        Assert.False(secret.Equals((object?)other));
    }

    [Fact]
    public void Secrets_of_one_text_are_one_in_a_set() =>
        Assert.Single(new HashSet<SecretText> { new("canary"), new("canary") });

    [Fact]
    public async Task One_that_was_read_knows_from_where_and_one_that_a_person_gave_does_not()
    {
        var address = new SecretAddress("v", "token");
        var given = new SecretText("canary");
        var vault = new InMemoryVault();
        await vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [address] = given },
            TestContext.Current.CancellationToken
        );

        var read = (await vault.ReadAsync([address], TestContext.Current.CancellationToken))[address];

        Assert.Null(given.Origin);
        Assert.Equal(address, read.Origin);
        Assert.Equal("canary", read.Reveal());
    }

    [Theory]
    [InlineData("v", "v/token")]
    [InlineData(null, "(default)/token")]
    public void Its_place_is_told_with_the_vault(string? vault, string expected) =>
        Assert.Equal(expected, new SecretAddress(vault, "token").ToString());
}

using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Copies;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What a failure of a vault says, and what an error shows of what was typed.</summary>
public sealed class VaultSentencesTests
{
    private static readonly SecretAddress First = new("v", "first");
    private static readonly SecretAddress Second = new("v", "second");
    private static readonly SecretAddress Third = new("v", "third");

    [Fact]
    public void One_refused_secret_is_told_in_the_vault_s_words()
    {
        var cause = Held(First);

        var failure = SecretVaultException.OfSome(
            new Dictionary<SecretAddress, SecretVaultException> { [First] = cause },
            [Second]
        );

        Assert.Equal(cause.Message, failure.Message);
        Assert.Equal((SecretVaultFailure.NameHeld, "v"), (failure.Failure, failure.Vault));
        Assert.Same(cause, failure.InnerException);
        Assert.Equal([Second], failure.Written);
    }

    [Fact]
    public void Of_several_the_first_one_says_why_and_the_others_are_named()
    {
        var refusals = new[] { First, Second, Third }.ToDictionary(address => address, Held);

        var failure = SecretVaultException.OfSome(refusals, []);

        Assert.Equal("v/first is held. So it is with v/second, v/third.", failure.Message);
        Assert.Equal(refusals, failure.Refusals);
    }

    [Fact]
    public void A_vault_that_holds_nothing_is_said_to_be_another_account_s()
    {
        var failure = SecretVaultException.Empty("v");

        Assert.Equal((SecretVaultFailure.Empty, "v"), (failure.Failure, failure.Vault));
        Assert.Contains("'v' holds none of the secrets", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.UserName, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_no_batch_speaks_of_none()
    {
        var failure = SecretVaultException.Empty(vault: null);

        Assert.Null(failure.Vault);
        Assert.Contains("(default) holds none", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.MayBeTorn);
        Assert.Empty(failure.Written);
        Assert.Empty(failure.Unread);
        Assert.Empty(failure.Refusals);
    }

    [Fact]
    public void What_nobody_foresaw_keeps_its_cause_and_names_the_vault()
    {
        var cause = new InvalidOperationException("canary");

        var failure = SecretVaultException.Unexpected(vault: null, cause);

        Assert.Equal("Vault (default) failed with an unexpected InvalidOperationException.", failure.Message);
        Assert.Same(cause, failure.InnerException);
    }

    [Theory]
    [InlineData("klient", "klient")]
    [InlineData("ref|nip", "…")]
    [InlineData(7, 7)]
    [InlineData(null, null)]
    public void An_error_s_target_is_shown_unless_it_could_be_a_secret(object? target, object? expected) =>
        Assert.Equal(expected, QuotedText.Target(target));

    [Fact]
    public void What_a_disk_has_left_is_known_for_a_folder() => Assert.True(Room.On(Path.GetTempPath()) > 0);

    [Theory]
    [InlineData("")]
    [InlineData("/no/such/folder/anywhere")]
    public void Where_nobody_knows_what_is_left_no_number_is_made_up(string folder) => Assert.Null(Room.On(folder));

    private static SecretVaultException Held(SecretAddress address) =>
        new(SecretVaultFailure.NameHeld, address.Vault, $"{address} is held.");
}

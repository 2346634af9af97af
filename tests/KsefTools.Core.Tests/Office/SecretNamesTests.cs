using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tests.Office;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("production", "ksef-prod-5260001246-token")]
    [InlineData("demo", "ksef-demo-5260001246-token")]
    [InlineData("test", "ksef-test-5260001246-token")]
    [InlineData("https://api-test.ksef.mf.gov.pl/v2", "ksef-test-5260001246-token")]
    public void The_known_environments_have_short_names(string environment, string expected) =>
        Assert.Equal(expected, SecretNames.ForToken(environment, OfficeBench.OfficeNip));

    [Fact]
    public void Different_addresses_never_share_a_name()
    {
        string[] addresses =
        [
            "http://127.0.0.1:5080/v2",
            "http://127.0.0.1:5080/test/v2",
            "http://127.0.0.1:5081/v2",
            "https://127.0.0.1:5080/v2",
            "https://ksef.example/v2",
            "https://ksef-example/v2",
            "https://żółw.example/v2",
        ];
        var names = addresses.Select(address => SecretNames.ForToken(address, OfficeBench.OfficeNip)).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.True(SecretNames.IsValid(name), name));
        Assert.StartsWith("ksef-local-", names[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Two_spellings_of_one_address_share_a_name() =>
        Assert.Equal(
            SecretNames.ForToken("https://KSEF.example:443/v2/", OfficeBench.OfficeNip),
            SecretNames.ForToken("https://ksef.example/v2", OfficeBench.OfficeNip)
        );

    [Fact]
    public void A_taken_name_gets_a_number()
    {
        string[] taken = ["ksef-prod-5260001246-token", "ksef-prod-5260001246-token-2"];
        Assert.Equal(
            "ksef-prod-5260001246-token-3",
            SecretNames.ForToken("production", OfficeBench.OfficeNip, taken.Contains)
        );
    }
}

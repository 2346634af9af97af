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
    public void A_name_says_its_office()
    {
        string[] names =
        [
            SecretNames.ForToken("test", OfficeBench.OfficeNip, "7f3a9c21"),
            $"{SecretNames.ForToken("test", OfficeBench.OfficeNip, "7f3a9c21")}-2",
            SecretNames.ForCertificate("test", "seal", "r1f3a9c20", "7f3a9c21"),
            $"{SecretNames.ForCertificate("test", "seal", "r1f3a9c20", "7f3a9c21")}-key",
        ];

        Assert.All(names, name => Assert.Equal("7f3a9c21", SecretNames.OfficeOf(name)));
        Assert.All(names, name => Assert.True(SecretNames.IsOf(name, "test") && SecretNames.SaysEnvironment(name)));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("another", 0)]
    [InlineData("FIRST", 1)]
    [InlineData("first-12", 12)]
    [InlineData("first-o2", 0)]
    [InlineData("first12", 0)]
    public void A_name_says_which_of_its_kind_it_is(string? name, int number) =>
        Assert.Equal(number, SecretNames.NumberOf(name, "first"));

    [Theory]
    [InlineData("ksef-test-5260001246-token")]
    [InlineData("ksef-test-5260001246-token-2")]
    [InlineData("ksef-test-seal-certificate-r1f3a9c20")]
    [InlineData("ksef-test-o7f3a9c21-certificate-r1f3a9c20")]
    [InlineData("my-token-o7f3a9c21")]
    public void A_name_from_before_or_of_a_person_says_none(string name) => Assert.Null(SecretNames.OfficeOf(name));
}

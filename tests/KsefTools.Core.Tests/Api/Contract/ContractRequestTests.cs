using KsefTools.Core.Api.Contract;

namespace KsefTools.Core.Tests.Api.Contract;

/// <summary>What of a request that somebody wrote is sent, and where it ends up.</summary>
public sealed class ContractRequestTests
{
    [Theory]
    [InlineData("get", "/limits/context", "GET /limits/context")]
    [InlineData("Get", "limits/context", "GET /limits/context")]
    [InlineData("DELETE", "/auth/sessions/current", "DELETE /auth/sessions/current")]
    [InlineData("DELETE", "/auth/sessions/20261127-AU-1-2-3", "DELETE /auth/sessions/20261127-AU-1-2-3")]
    [InlineData("GET", "/tokens?status=Active&status=Pending", "GET /tokens?status=Active&status=Pending")]
    [InlineData("GET", "/tokens?description=z%26b", "GET /tokens?description=z%26b")]
    [InlineData("GET", "/tokens?STATUS=Active", "GET /tokens?status=Active")]
    public void What_the_contract_knows_is_sent(string method, string path, string sent) =>
        Assert.Equal(sent, Of(method, path).ToString());

    [Theory]
    [InlineData("/tokens/..")]
    [InlineData("/tokens/../auth/challenge")]
    [InlineData("/tokens/%2e%2e%2fauth")]
    [InlineData("/tokens/a%2Fb")]
    [InlineData("/tokens/a\\b")]
    [InlineData("/tokens/a#b")]
    [InlineData("/tokens/a b")]
    [InlineData("/tokens/a\r\nHost: evil.example")]
    [InlineData("/tokens/ż")]
    [InlineData("https://evil.example/tokens")]
    [InlineData("//evil.example/tokens")]
    [InlineData("\\\\evil.example\\tokens")]
    [InlineData("@evil.example/tokens")]
    [InlineData("/token")]
    [InlineData("/Tokens")]
    [InlineData("/")]
    [InlineData("")]
    public void Nothing_else_is_and_no_value_leaves_its_place(string path) =>
        Assert.Throws<ContractException>(() => Of("GET", path));

    [Fact]
    public void A_place_that_was_not_filled_in_is_named()
    {
        var error = Assert.Throws<ContractException>(() => Of("GET", "/tokens/{referenceNumber}"));

        Assert.Contains("{referenceNumber}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_path_is_told_what_was_meant()
    {
        var error = Assert.Throws<ContractException>(() => Of("GET", "/limits/contxt"));

        Assert.Contains("/limits/context", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_the_path_does_not_take_is_told_which_it_takes()
    {
        var error = Assert.Throws<ContractException>(() => Of("PUT", "/tokens/20261127-EC-1-2-3"));

        Assert.Contains("DELETE, GET", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/auth/token/redeem")]
    [InlineData("POST", "/auth/token/refresh")]
    [InlineData("POST", "/auth/challenge")]
    [InlineData("POST", "/auth/ksef-token")]
    [InlineData("GET", "/auth/20261127-AU-1-2-3")]
    [InlineData("POST", "/tokens")]
    public void What_answers_with_a_secret_is_left_to_its_own_door(string method, string path) =>
        Assert.Throws<ContractException>(() => Of(method, path, "{}"));

    [Theory]
    [InlineData("GET", "/tokens?colour=red", null, false)]
    [InlineData("GET", "/limits/context?a=b", null, false)]
    [InlineData("GET", "/limits/context", "{}", false)]
    [InlineData("POST", "/permissions/entities/grants", null, false)]
    [InlineData("POST", "/permissions/entities/grants", "{ not JSON", false)]
    [InlineData("GET", "/limits/context", null, true)]
    [InlineData("POST", "/permissions/query/personal/grants?pageOffset=2", null, true)]
    public void Query_body_and_pages_are_held_against_it_too(string method, string path, string? body, bool all) =>
        Assert.Throws<ContractException>(() => Of(method, path, body, all));

    [Fact]
    public void A_body_that_is_broken_is_not_repeated()
    {
        var error = Assert.Throws<ContractException>(() =>
            Of("POST", "/permissions/entities/grants", "{ \"token\": geheim }")
        );

        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_without_a_body_finds_all() =>
        Assert.Equal("{}", Of("POST", "/permissions/query/personal/grants").Body);

    [Fact]
    public void All_pages_are_asked_for_by_the_largest() =>
        Assert.Equal("GET /tokens?pageSize=100", Of("GET", "/tokens", all: true).ToString());

    private static ContractRequest Of(string method, string path, string? body = null, bool all = false) =>
        ContractRequest.Of(method, path, [], body, all);
}

using System.Buffers.Text;
using System.Text;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.Tests.SignIn.Sessions;

public sealed class SessionClaimsTests
{
    [Theory]
    [InlineData(
        """{"per":["Owner"],"pep":["InvoiceRead","InvoiceWrite"],"cit":"Nip","civ":"5265877635","aum":"Token"}"""
    )]
    [InlineData(
        """{"per":"[\"Owner\"]","pep":"[\"InvoiceRead\",\"InvoiceWrite\"]","cit":"Nip","civ":"5265877635","aum":"Token"}"""
    )]
    [InlineData("""{"per":"Owner","pep":"InvoiceRead, InvoiceWrite","cit":"Nip","civ":"5265877635","aum":"Token"}""")]
    public void Lists_are_read_as_arrays_and_as_text(string payload)
    {
        var claims = SessionClaims.Read(Jwt(payload));

        Assert.Equal(["Owner"], claims.Permissions);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], claims.EffectivePermissions);
        Assert.Equal(("Nip", "5265877635", "Token"), (claims.ContextType, claims.Context, claims.Method));
    }

    [Fact]
    public void An_absent_claim_is_unknown_and_an_empty_one_is_empty()
    {
        var claims = SessionClaims.Read(Jwt("""{"pep":[],"rol":"[]"}"""));

        Assert.Null(claims.Permissions);
        Assert.Equal([], claims.EffectivePermissions);
        Assert.Equal([], claims.Roles);
    }

    [Fact]
    public void A_list_in_text_may_begin_with_a_space() =>
        Assert.Equal(["Owner"], SessionClaims.Read(Jwt("""{"per":" [\"Owner\"]"}""")).Permissions);

    [Fact]
    public void What_is_no_text_in_a_list_is_passed_over() =>
        Assert.Equal(["Owner"], SessionClaims.Read(Jwt("""{"per":[5,"Owner",null]}""")).Permissions);

    [Fact]
    public void The_sign_in_that_it_came_from_is_named() =>
        Assert.Equal("20251010-AU-1", SessionClaims.Read(Jwt("""{"arn":"20251010-AU-1"}""")).SignInReference);

    [Fact]
    public void A_text_that_is_no_UTF_8_tells_nothing()
    {
        byte[] payload = [.. """{"aum":"Toke"""u8, 0xFF, .. "\"}"u8];

        Assert.Equal(SessionClaims.None, SessionClaims.Read(Jwt(payload)));
    }

    [Fact]
    public void A_permission_that_was_taken_away_is_none()
    {
        var claims = SessionClaims.Read(Jwt("""{"pep":["InvoiceRead","InvoiceWrite"],"pec":["InvoiceWrite"]}"""));

        Assert.Equal(["InvoiceRead"], EffectivePermissions.Of(claims)?.Names);
    }

    [Theory]
    [InlineData("not a jwt")]
    [InlineData("a.b")]
    [InlineData("a.!!!.c")]
    [InlineData("a.bm90IGpzb24.c")]
    [InlineData("..")]
    public void What_is_no_jwt_tells_nothing(string text) =>
        Assert.Equal(SessionClaims.None, SessionClaims.Read(new SecretText(text)));

    [Theory]
    [InlineData("""["per"]""")]
    [InlineData("""{"per":5,"pep":{"a":1},"aum":["x"],"pec":"[broken"}""")]
    public void Claims_of_a_foreign_shape_are_unknown(string payload) =>
        Assert.Equal(SessionClaims.None, SessionClaims.Read(Jwt(payload)));

    [Theory]
    [InlineData("\"per\":5")]
    [InlineData("\"pep\":{\"a\":1}")]
    [InlineData("\"aum\":[\"x\"]")]
    [InlineData("\"arn\":null")]
    [InlineData("\"pec\":\"[broken\"")]
    public void A_claim_of_a_foreign_shape_costs_no_other(string claim) =>
        Assert.Equal(
            SessionClaims.None with
            {
                Context = "5265877635",
            },
            SessionClaims.Read(Jwt($$"""{{{claim}},"civ":"5265877635"}"""))
        );

    private static SecretText Jwt(string payload) => Jwt(Encoding.UTF8.GetBytes(payload));

    private static SecretText Jwt(byte[] payload) =>
        new($"eyJhbGciOiJIUzI1NiJ9.{Base64Url.EncodeToString(payload)}.c2ln");
}

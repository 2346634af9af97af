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

    private static SecretText Jwt(string payload) =>
        new($"eyJhbGciOiJIUzI1NiJ9.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.c2ln");
}

using KsefTools.Core.Keys;

namespace KsefTools.Core.Tests.Keys;

/// <summary>Names and passwords that KSeF's own portal would take.</summary>
public sealed class PortalRulesTests
{
    [Theory]
    [InlineData("Sigma", true)]
    [InlineData("Biuro Sigma_2027-1", true)]
    [InlineData("ksef-prod-5260001246-certificate-o7f3a9c21", true)]
    [InlineData("Abcd", false)]
    [InlineData("Księgowa", false)]
    [InlineData("a.b.c.d", false)]
    [InlineData("..", false)]
    [InlineData("Sigma\n2027", false)]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijk", false)]
    public void A_name_has_5_to_50_plain_letters_digits_spaces_hyphens(string name, bool isTaken) =>
        Assert.Equal(isTaken, PortalRules.RefusalOfName(name) is null);

    [Theory]
    [InlineData("Bezpieczne-2027", true)]
    [InlineData("Bezpieczne-2027Bezpieczne-2027ab", true)]
    [InlineData("Bezpieczne-202", false)]
    [InlineData("Bezpieczne-2027Bezpieczne-2027abc", false)]
    [InlineData("bezpieczne-2027", false)]
    [InlineData("BEZPIECZNE-2027", false)]
    [InlineData("Bezpieczne-rok+", false)]
    [InlineData("Bezpieczne22027", false)]
    [InlineData("Bezpieczne-2027ż", false)]
    public void A_password_has_15_to_32_letters_of_four_kinds(string password, bool isTaken) =>
        Assert.Equal(isTaken, PortalRules.RefusalOfPassword(password) is null);

    [Fact]
    public void A_refusal_does_not_repeat_the_password() =>
        Assert.DoesNotContain("krotkie", PortalRules.RefusalOfPassword("krotkie")!, StringComparison.Ordinal);

    [Theory]
    [InlineData("ksef-seal", "ksef-seal")]
    [InlineData(
        "ksef-prod-5260001246-certificate-o7f3a9c21-f0a1b2c3d",
        "prod-5260001246-certificate-o7f3a9c21-f0a1b2c3d"
    )]
    [InlineData(
        "ksef-local-1a2b3c4d-5260001246-certificate-o7f3a9c21-f0a1b2c3d",
        "5260001246-certificate-o7f3a9c21-f0a1b2c3d"
    )]
    public void A_secret_s_name_is_shortened_from_its_beginning(string secret, string name) =>
        Assert.Equal((name, null), (PortalRules.NameOf(secret), PortalRules.RefusalOfName(name)));
}

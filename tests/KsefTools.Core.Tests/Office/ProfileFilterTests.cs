using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tests.Office;

public sealed class ProfileFilterTests
{
    private static readonly ClientProfile Client = new()
    {
        Nip = Nip.Parse("1111111111"),
        Name = "Zakład ŁAPEĆ [Łódź]",
        Tags = ["vat-monthly", "jpk"],
        Access = [new AccessEntry { Kind = CredentialKind.Token, Secret = "a" }],
    };

    private static bool Matches(ProfileFilter filter) => filter.Matches(Client, "production");

    [Theory]
    [InlineData("1111111111", true)]
    [InlineData("111-111-11-11", true)]
    [InlineData("PL 1111111111", true)]
    [InlineData("111*", true)]
    [InlineData("5*", false)]
    public void By_NIP(string pattern, bool expected) =>
        Assert.Equal(expected, Matches(new ProfileFilter(nips: [pattern])));

    [Theory]
    [InlineData("zakład łapeć*", true)]
    [InlineData("*ćap*", false)]
    [InlineData("*Łapeć [[]*", true)]
    [InlineData("*[ł-ł]ód?]", true)]
    [InlineData("Zakład", false)]
    [InlineData("*.*", false)]
    public void By_name_whatever_the_case_of_Polish_letters(string pattern, bool expected) =>
        Assert.Equal(expected, Matches(new ProfileFilter(names: [pattern])));

    [Fact]
    public void A_letter_and_its_accent_apart_are_the_same_letter() =>
        Assert.True(
            Matches(
                new ProfileFilter(
                    names:
                    [
                        "*lapeć*"
                            .Replace("l", "ł", StringComparison.Ordinal)
                            .Normalize(System.Text.NormalizationForm.FormD),
                    ]
                )
            )
        );

    [Theory]
    [InlineData("vat-*", true)]
    [InlineData("JPK", true)]
    [InlineData("vat", false)]
    public void By_tag(string pattern, bool expected) =>
        Assert.Equal(expected, Matches(new ProfileFilter(tags: [pattern])));

    [Fact]
    public void By_environment_with_the_offices_default_filled_in()
    {
        Assert.True(Matches(new ProfileFilter(environments: ["prod"])));
        Assert.False(Matches(new ProfileFilter(environments: ["test"])));
    }

    [Fact]
    public void By_kind()
    {
        Assert.True(Matches(new ProfileFilter(kinds: [CredentialKind.Token])));
        Assert.False(Matches(new ProfileFilter(kinds: [CredentialKind.Certificate])));
    }

    [Fact]
    public void One_of_a_list_is_enough_and_all_lists_must_agree()
    {
        Assert.True(Matches(new ProfileFilter(nips: ["5260001246", "1111111111"], tags: ["jpk"])));
        Assert.False(Matches(new ProfileFilter(nips: ["1111111111"], tags: ["cit"])));
    }
}

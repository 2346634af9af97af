using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Keys;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Names and descriptions fit into what the contract lets them be.</summary>
public sealed class GrantNamesTests
{
    [Fact]
    public void A_description_names_the_office() =>
        Assert.Equal("Certyfikat zamiast tokena: Biuro Sigma", GrantNames.Description("Biuro Sigma"));

    [Fact]
    public void A_description_that_is_too_long_is_cut_to_256_characters() =>
        Assert.Equal(256, GrantNames.Description(new string('x', 400)).Length);

    [Theory]
    [InlineData("Żak", "Biuro Żak")]
    [InlineData("Żuki", "Biuro Żuki")]
    [InlineData("Sigma", "Sigma")]
    public void A_name_that_KSeF_finds_too_short_is_told_with_what_it_is(string office, string name) =>
        Assert.Equal(name, GrantNames.OfEntity(office));

    [Fact]
    public void A_name_of_90_characters_stays_and_a_longer_one_is_cut_without_a_space_at_its_end()
    {
        var longest = new string('x', 90);

        Assert.Equal(longest, GrantNames.OfEntity(longest));
        Assert.Equal(new string('x', 88), GrantNames.OfEntity($"{new string('x', 88)}  spółka"));
    }

    [Fact]
    public void A_person_is_called_by_all_given_names_and_the_surname() =>
        Assert.Equal(("Anna Maria", "Nowak-Kowalska"), Of(["Anna", "Maria"], "Nowak-Kowalska"));

    [Theory]
    [InlineData("A")]
    [InlineData("")]
    public void A_name_that_is_no_name_gives_way_to_the_common_name(string name) =>
        Assert.Equal(("Anna Nowak", "Anna Nowak"), Of([name], name));

    [Fact]
    public void Two_letters_are_a_name() => Assert.Equal(("Al", "Xu"), Of(["Al"], "Xu"));

    [Fact]
    public void Names_longer_than_the_contract_are_cut() =>
        Assert.Equal((new string('a', 30), new string('n', 81)), Of([new string('a', 40)], new string('n', 99)));

    private static (string First, string Last) Of(string[] givenNames, string surname)
    {
        using var material = SelfSignedCertificates.Create(
            new EnrollmentSubject
            {
                CommonName = "Anna Nowak",
                CountryName = "PL",
                GivenNames = givenNames,
                Surname = surname,
            },
            KeyAlgorithm.Ec,
            TestMaterial.Clock,
            TimeSpan.FromDays(1)
        );
        var details = GrantNames.OfPerson(material.Certificate).PersonById!;
        return (details.FirstName, details.LastName);
    }
}

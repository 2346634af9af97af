using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>A person as somebody types them.</summary>
public sealed class GrantRecipientTests
{
    private const string Pesel = "92092116350";
    private const string Nip = "5260001246";

    private static readonly string Fingerprint = string.Concat(Enumerable.Repeat("AB", 32));

    [Fact]
    public void A_person_is_known_by_PESEL_or_by_NIP()
    {
        Assert.Equal(new("Pesel", Pesel), Of(Pesel, nip: null).Subject);
        Assert.Equal(new("Nip", Nip), Of(pesel: null, Nip).Subject);
    }

    [Fact]
    public void A_fingerprint_may_be_typed_as_Windows_shows_it_and_keeps_the_number_beside_it()
    {
        var typed = string.Join(':', Enumerable.Repeat("ab", 32));

        var person = Of(Pesel, nip: null, typed);

        Assert.Equal(new("Fingerprint", Fingerprint), person.Subject);
        Assert.Equal(new("Pesel", Pesel), person.Details.PersonByFpWithId?.Identifier);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(Pesel, Nip)]
    [InlineData("92092116351", null)]
    public void Nothing_both_and_a_wrong_check_digit_are_refused(string? pesel, string? nip) =>
        Assert.Throws<FormatException>(() => Of(pesel, nip));

    [Fact]
    public void A_fingerprint_of_another_length_is_refused() =>
        Assert.Throws<FormatException>(() => Of(Pesel, nip: null, Fingerprint[2..]));

    private static GrantRecipient Of(string? pesel, string? nip, string? fingerprint = null) =>
        GrantRecipient.Of("Anna", "Nowak", pesel, nip, fingerprint);
}

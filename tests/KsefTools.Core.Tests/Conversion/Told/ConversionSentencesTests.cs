using KsefTools.Core.Conversion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tests.Conversion.Told;

/// <summary>What a sentence leaves out where there is nothing to say.</summary>
public sealed class ConversionSentencesTests
{
    [Theory]
    [InlineData("20261122-PO-1", "KSeF has accepted the grant (20261122-PO-1), which has no effect yet.")]
    [InlineData(null, "KSeF has accepted the grant, which has no effect yet.")]
    public void A_grant_is_told_with_its_number_where_it_has_one(string? number, string sentence) =>
        Assert.StartsWith(sentence, ConversionSentences.GrantPending(number), StringComparison.Ordinal);

    [Fact]
    public void A_refused_sign_in_is_told_in_KSeFs_own_words_and_else_in_ours()
    {
        Assert.Equal(
            "KSeF refuses a new sign-in: 450 Token unieważniony; Drugi powód",
            ConversionSentences.SignInRefused(
                new SignInException(SignInFailure.TokenRevoked, 450, "Ours.")
                {
                    Details = ["Token unieważniony", "Drugi powód"],
                }
            )
        );
        Assert.Equal(
            "KSeF refuses a new sign-in: Ours.",
            ConversionSentences.SignInRefused(new SignInException(SignInFailure.TokenRevoked, null, "Ours."))
        );
    }

    [Fact]
    public void Only_a_part_of_a_client_can_be_added_to_its_file()
    {
        var part = ConversionSentences.OfUnit(new ContextIdentifier(ContextType.InternalId, "1111111111-12342"));
        var other = ConversionSentences.OfUnit(new ContextIdentifier(ContextType.NipVatUe, "1111111111-DE1"));

        Assert.Contains("New-KsefProfile", part, StringComparison.Ordinal);
        Assert.Contains("Set-KsefCredential", part, StringComparison.Ordinal);
        Assert.EndsWith("the file lists it under the client itself.", other, StringComparison.Ordinal);
    }
}

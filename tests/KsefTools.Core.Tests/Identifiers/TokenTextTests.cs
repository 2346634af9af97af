using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Identifiers;

public sealed class TokenTextTests
{
    private const string Reference = "20251010-EC-1DCE3E3000-12ECB5B36E-45";
    private const string Secret = "919f0c1b7b40a2e6a2c3d5f0cd4fd4f3ae6bd4b4a0bb2a0c1d2e3f4a5b6c7d8e";

    [Fact]
    public void It_names_its_reference_and_its_context()
    {
        Assert.True(TokenText.TryParse($"{Reference}|nip-5265877635|{Secret}", out var token));
        Assert.Equal(Reference, token.Reference.Value);
        Assert.Equal(new ContextIdentifier(ContextType.Nip, "5265877635"), token.Context);
        Assert.True(token.HasUsualSecret);
    }

    [Fact]
    public void The_contracts_own_sample_is_read_although_its_unit_has_a_wrong_check_digit()
    {
        Assert.True(TokenText.TryParse($"{Reference}|internalId-5265877635-12345|{Secret}", out var token));
        Assert.Equal(new ContextIdentifier(ContextType.InternalId, "5265877635-12345"), token.Context);
        Assert.Equal("5265877635", token.Context!.Taxpayer?.Value);
    }

    [Theory]
    [InlineData($"{Reference}|{Secret}")]
    [InlineData($"{Reference}|pesel-44051401359|{Secret}")]
    [InlineData($"{Reference}|nip-526587763|{Secret}")]
    [InlineData($"{Reference}|0-5265877635|{Secret}")]
    public void A_text_that_names_no_known_context_is_still_a_token(string text)
    {
        Assert.True(TokenText.TryParse(text, out var token));
        Assert.Null(token.Context);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Secret)]
    [InlineData(Reference)]
    [InlineData($"{Reference}|nip-5265877635|")]
    [InlineData($"{Reference}|nip-5265877635|{Secret}|{Secret}")]
    [InlineData($"20251010-AU-1DCE3E3000-12ECB5B36E-45|nip-5265877635|{Secret}")]
    [InlineData($"{Reference}|nip-5265877635|not hexadecimal")]
    [InlineData($"{Reference}|nip-5265877635|{Secret}{Secret}")]
    public void Anything_else_is_no_token(string? text) => Assert.False(TokenText.TryParse(text, out _));

    [Fact]
    public void A_secret_cut_short_is_a_reason_to_warn()
    {
        Assert.True(TokenText.TryParse($"{Reference}|nip-5265877635|{Secret[..60]}", out var token));
        Assert.False(token.HasUsualSecret);
    }

    [Theory]
    [InlineData("nip-5265877635", "Nip 5265877635")]
    [InlineData("internalId-5265877635-12345", "InternalId 5265877635-12345")]
    [InlineData("nipVatUe-5265877635-DE123456789", "NipVatUe 5265877635-DE123456789")]
    [InlineData("pesel-44051401359", "Nip 5265877635")]
    [InlineData("nip-5260001246", null)]
    [InlineData("internalId-5260001246-12345", null)]
    [InlineData("peppolId-PPL526587", null)]
    public void It_acts_for_a_client_in_the_clients_own_contexts_alone(string context, string? expected)
    {
        Assert.True(TokenText.TryParse($"{Reference}|{context}|{Secret}", out var token));

        Assert.Equal(expected, token.ContextFor(new ContextIdentifier(ContextType.Nip, "5265877635"))?.ToString());
    }

    [Fact]
    public void Its_secret_shows_in_no_text_of_it() =>
        Prop.ForAll(
                (
                    from reference in Some.Reference("EC")
                    from nip in Some.Nip()
                    from secret in Some.Hex(64)
                    select (text: $"{reference}|nip-{nip}|{secret}", secret)
                ).ToArbitrary(),
                sample =>
                    TokenText.TryParse(new SecretText($" {sample.text}\r\n"), out var token)
                    && string.Equals(token.Secret.Reveal(), sample.text, StringComparison.Ordinal)
                    && !$"{token} {token.Secret} {token.Reference} {token.Context}".Contains(
                        sample.secret,
                        StringComparison.Ordinal
                    )
            )
            .QuickCheckThrowOnFailure();
}

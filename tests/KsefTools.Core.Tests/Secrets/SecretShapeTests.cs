using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>What is taken for a secret where none belongs, and what an office writes every day is not.</summary>
public sealed class SecretShapeTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Base64 = "aB3+aB3/aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB";

    [Theory]
    [InlineData("20251120-EC-1A2B3C4D5E-6F7A8B9C0D-1E|nip-5265877635|")]
    [InlineData("see 20251120-EC-1a2b3c4d5e-6f7a8b9c0d-1e | and more")]
    [InlineData("eyJhbGciOiJF.eyJzdWIiOiIx")]
    [InlineData("eyJhbGciOiJF.eyJz")]
    [InlineData(Hex)]
    [InlineData("x " + Hex)]
    [InlineData(Base64)]
    [InlineData("(" + Base64 + ")")]
    public void A_token_a_jwt_and_a_run_of_random_characters_are_secretive(string text)
    {
        Assert.True(SecretShape.IsIn(text));
        Assert.Equal("…", QuotedText.Of(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eyJhbGciOiJF.eyJ")]
    [InlineData("20251120-EC-1A2B3C4D5E-6F7A8B9C0D-1E")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef01234567-89abcdef0123456789abcdef")]
    [InlineData("aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3")]
    [InlineData("aB3aB3aB3aB3aB3aB3aB3 aB3aB3aB3aB3aB3aB3aB3aB")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzZ")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz1")]
    [InlineData("ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ1")]
    [InlineData("1 a Zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    [InlineData("A zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz1")]
    [InlineData("a ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ1")]
    public void What_is_shorter_or_less_mixed_is_not(string? text) => Assert.False(SecretShape.IsIn(text));

    [Theory]
    [InlineData("said eyJhbGciOiJF.eyJzdWIiOiIx.c2ln to me", "said *** to me")]
    [InlineData("ref|nip-5265877635|0123456789abcdef", "ref|nip-5265877635|***")]
    [InlineData("line\none", "line one")]
    [InlineData("20251120-EC-1A2B3C4D5E-6F7A8B9C0D-1E", "20251120-EC-1A2B3C4D5E-6F7A8B9C0D-1E")]
    public void What_others_say_is_told_without_what_may_be_a_secret(string text, string expected) =>
        Assert.Equal(expected, SecretShape.Blot(text));

    [Theory]
    [InlineData("klient", "'klient'")]
    [InlineData(null, "''")]
    [InlineData("a\u001b[31mb", "'a [31mb'")]
    [InlineData("ref|nip", "…")]
    [InlineData("1234567890123456789012345678901234567890", "'1234567890123456789012345678901234567890'")]
    [InlineData("12345678901234567890123456789012345678901", "…")]
    public void A_message_quotes_what_somebody_typed_unless_it_could_be_a_secret(string? text, string expected) =>
        Assert.Equal(expected, QuotedText.Of(text));
}

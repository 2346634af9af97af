using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Tests.Commands;

namespace KsefTools.Core.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Zażółć Gęślą Jaźń sp. z o.o.", "Zażółć Gęślą Jaźń sp. z o.o.")]
    [InlineData("\u001b[31mred\u001b[0m", " [31mred [0m")]
    [InlineData("\u001b]0;title\a", " ]0;title ")]
    [InlineData("\u009b31m", " 31m")]
    [InlineData("one\r\ntwo\u2028three\u0085four", "one  two three four")]
    [InlineData("moc\u202Excod.exe", "mocxcod.exe")]
    [InlineData("a\u200Bb\uFEFFc\u00ADd", "abcd")]
    [InlineData("😀", "😀")]
    [InlineData("tag\U000E0041", "tag")]
    public void A_line_shows_letters_and_nothing_else(string text, string shown) =>
        Assert.Equal(shown, PlainText.Line(text));

    // Not a theory's argument: an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_is_seen_as_one_that_is_unknown() =>
        Assert.Equal("half \uFFFD", PlainText.Line($"half {'\ud83d'}"));

    [Fact]
    public void A_line_is_harmless_whatever_it_was_made_of() =>
        Prop.ForAll(
                Hostile.Any,
                text =>
                    PlainText.IsHarmless(PlainText.Line(text))
                    && PlainText.Line(PlainText.Line(text)) == PlainText.Line(text)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_sentence_of_several_lines_keeps_them() =>
        Assert.Equal("one\n two \n", PlainText.Lines("one\n\u001btwo\r\n"));
}

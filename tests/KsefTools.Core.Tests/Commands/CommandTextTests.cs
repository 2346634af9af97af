using FsCheck;
using FsCheck.Fluent;

namespace KsefTools.Core.Tests.Commands;

/// <summary>What we tell people to type, read by the parser that will read it.</summary>
public sealed class CommandTextTests
{
    public static TheoryData<string> Texts => Hostile.Texts;

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_argument_is_read_as_given(string text) => Assert.True(IsReadAsGiven(text));

    [Fact]
    public void Any_argument_is_read_as_given() =>
        Prop.ForAll(Hostile.Any, IsReadAsGiven).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Theory]
    [MemberData(nameof(Texts))]
    [InlineData("02271409862")]
    [InlineData("0000000000000007")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("1111111111")]
    public void Several_arguments_are_read_as_given(string text)
    {
        var command = CommandText.Of("Get-X").WithAll("Holder", [text, "x", text]).ToString();

        Assert.Equal([text, "x", text], ParsedCommand.Of(command).Arguments);
    }

    [Fact]
    public void A_remark_ends_with_its_line_whatever_it_says() =>
        Prop.ForAll(
                Hostile.Any,
                text =>
                {
                    var command = CommandText.Of("Get-KsefProfile").With("Nip", "1111111111").Remark(text);
                    var parsed = ParsedCommand.Of(command);
                    return parsed.Names is ["Get-KsefProfile"]
                        && parsed.Arguments is ["1111111111"]
                        && PlainText.IsHarmless(command);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("1111111111", "1111111111")]
    [InlineData("seal", "'seal'")]
    [InlineData("Anna's", "'Anna''s'")]
    [InlineData("\u201Ex\u201D", "'\u201Ex\u201D'")]
    [InlineData("a\nb$", "\"a`u{A}b`$\"")]
    [InlineData("\U000E0041", "\"`u{E0041}\"")]
    public void It_is_written_as_a_person_would(string argument, string written) =>
        Assert.Equal($"Get-X {written}", CommandText.Of("Get-X").With(argument));

    [Theory]
    [InlineData("vat-monthly", "vat-monthly")]
    [InlineData("Zażółć", "Zażółć")]
    [InlineData("-Force", "'-Force'")]
    [InlineData("a b", "'a b'")]
    public void A_completion_is_as_short_as_it_may_be(string argument, string written) =>
        Assert.Equal(written, CommandText.Argument(argument));

    [Fact]
    public void A_parameter_without_argument_is_left_out() =>
        Assert.Equal("Remove-Secret -Name 'x'", CommandText.Of("Remove-Secret").With("Vault", null).With("Name", "x"));

    private static bool IsReadAsGiven(string text)
    {
        var command = CommandText.Of("Get-X").With(text).With("Name", text).ToString();
        var parsed = ParsedCommand.Of(command);
        var completion = ParsedCommand.Of($"Get-X {CommandText.Argument(text)}");
        return parsed.Names is ["Get-X"]
            && parsed.Arguments is [var first, var second]
            && first == text
            && second == text
            && completion.Arguments is [var completed]
            && completed == text
            && !command.Contains('\n', StringComparison.Ordinal)
            && !command.Contains('\r', StringComparison.Ordinal);
    }
}

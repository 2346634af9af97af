using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

/// <summary>A client by its NIP, or a part of it by its InternalId.</summary>
public sealed class ClientIdTests
{
    private const string Client = "1111111111";
    private const string Part = "1111111111-12342";

    [Fact]
    public void A_client_acts_for_itself_and_a_part_for_itself_alone()
    {
        Assert.Equal(new ContextIdentifier(ContextType.Nip, Client), ClientId.Parse(Client).Context);
        Assert.Equal(new ContextIdentifier(ContextType.InternalId, Part), ClientId.Parse(Part).Context);
        Assert.Equal(ClientId.Parse(Client).Nip, ClientId.Parse(Part).Nip);
        Assert.NotEqual(ClientId.Parse(Client), ClientId.Parse(Part));
    }

    [Fact]
    public void A_letter_says_which_number_it_is()
    {
        Assert.Equal(
            (ClientId.Parse(Client).InPolish, ClientId.Parse(Client).InEnglish),
            ($"NIP {Client}", $"NIP {Client}")
        );
        Assert.Equal($"identyfikator wewnętrzny {Part}", ClientId.Parse(Part).InPolish);
        Assert.Equal($"InternalId {Part}", ClientId.Parse(Part).InEnglish);
    }

    [Theory]
    [InlineData(" 1111111111-12342 ", Part)]
    [InlineData("1111111111\u201312342", Part)]
    [InlineData("111-111-11-11", Client)]
    [InlineData("PL 1111111111", Client)]
    public void It_is_taken_as_people_write_it(string text, string expected)
    {
        Assert.True(ClientId.TryParseLoose(text, out var client));
        Assert.Equal(expected, client.Value);
    }

    [Theory]
    [InlineData("1111111111-12341")]
    [InlineData("1111111112-12342")]
    [InlineData("1111111111-1234")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_none(string? text)
    {
        Assert.False(ClientId.TryParse(text, out _));
        Assert.False(ClientId.TryParseLoose(text, out _));
    }
}

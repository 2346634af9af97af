using KsefTools.Core.Api;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tests.Tokens.Making.Running;

/// <summary>Which failed orders made nothing for certain; all others are looked for and revoked.</summary>
public sealed class TokenMintTests
{
    [Theory]
    [InlineData(ApiErrorKind.Validation)]
    [InlineData(ApiErrorKind.Forbidden)]
    [InlineData(ApiErrorKind.Unauthorized)]
    [InlineData(ApiErrorKind.NotFound)]
    [InlineData(ApiErrorKind.Gone)]
    [InlineData(ApiErrorKind.RateLimited)]
    [InlineData(ApiErrorKind.PortalRefused)]
    [InlineData(ApiErrorKind.EnvironmentNotAllowed)]
    [InlineData(ApiErrorKind.SecretOfOtherEnvironment)]
    public void What_KSeF_refused_made_nothing(ApiErrorKind kind) => Assert.True(TokenMint.MadeNothing(Failure(kind)));

    [Theory]
    [InlineData(ApiErrorKind.ServerError)]
    [InlineData(ApiErrorKind.Unreachable)]
    [InlineData(ApiErrorKind.BadAnswer)]
    public void What_ended_in_silence_may_have_made_one(ApiErrorKind kind) =>
        Assert.False(TokenMint.MadeNothing(Failure(kind)));

    [Fact]
    public void What_was_kept_back_here_made_nothing() =>
        Assert.True(TokenMint.MadeNothing(new KsefApiException(ApiErrorKind.Unreachable, "", "") { WasSent = false }));

    [Fact]
    public void What_did_not_even_arrive_made_nothing() =>
        Assert.True(
            TokenMint.MadeNothing(new KsefApiException(ApiErrorKind.Unreachable, "", "") { NeverArrived = true })
        );

    private static KsefApiException Failure(ApiErrorKind kind) => new(kind, "POST /tokens", "It failed.");
}

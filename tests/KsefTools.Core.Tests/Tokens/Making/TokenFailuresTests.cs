using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>What a person reads of a failure: its own words where we know them, of all else its type alone.</summary>
public sealed class TokenFailuresTests
{
    private const string Said = "It failed.";

    public static TheoryData<Exception> Known =>
        [
            new KsefApiException(ApiErrorKind.ServerError, "", Said),
            new SignInException(default, status: null, Said),
            new SecretVaultException(SecretVaultFailure.Other, vault: null, Said),
            new PermissionException(default, status: null, Said),
            new CredentialException(default, Said),
            new OfficeFolderException(default, "", Said),
            new IOException(Said),
            new UnauthorizedAccessException(Said),
        ];

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_is_known_speaks_for_itself(Exception failure) =>
        Assert.Equal(Said, TokenFailures.Sentence(failure));

    [Fact]
    public void A_file_speaks_by_its_problems()
    {
        var failure = new OfficeFileException([]);

        Assert.Equal(failure.Message, TokenFailures.Sentence(failure));
    }

    [Fact]
    public void What_nobody_foresaw_is_told_by_its_type()
    {
        var said = TokenFailures.Sentence(new NotSupportedException("CANARY"));

        Assert.Contains("NotSupportedException", said, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ends_the_whole_run_is_told_by_none() =>
        Assert.Null(TokenFailures.Sentence(new OperationCanceledException()));
}

using KsefTools.Core.Credentials;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Core.Tests.Credentials;

public sealed class EffectivePermissionsTests
{
    [Theory]
    [InlineData("Owner", "", null, "Owner")]
    [InlineData("InvoiceWrite", "InvoiceRead", null, "InvoiceRead InvoiceWrite")]
    [InlineData("InvoiceRead", "InvoiceRead", null, "InvoiceRead")]
    [InlineData("InvoiceRead", null, null, "InvoiceRead")]
    [InlineData(null, "InvoiceRead", null, "InvoiceRead")]
    [InlineData("InvoiceRead CredentialsRead", null, "credentialsread", "InvoiceRead")]
    [InlineData(null, "InvoiceRead CredentialsRead", "CredentialsRead", "InvoiceRead")]
    [InlineData("", null, null, "")]
    [InlineData(null, null, "InvoiceRead", null)]
    [InlineData(null, null, null, null)]
    public void A_session_may_what_either_list_says_without_what_is_excluded(
        string? per,
        string? pep,
        string? pec,
        string? expected
    )
    {
        var permissions = EffectivePermissions.Of(
            SessionClaims.None with
            {
                Permissions = Words(per),
                EffectivePermissions = Words(pep),
                ExcludedPermissions = Words(pec),
            }
        );

        Assert.Equal(Words(expected), permissions?.Names);
    }

    [Theory]
    [InlineData("Owner", true)]
    [InlineData("CredentialsRead", true)]
    [InlineData("CredentialsManage", true)]
    [InlineData("InvoiceRead", false)]
    [InlineData("", false)]
    public void All_tokens_are_shown_to_an_owner_and_to_whoever_reads_or_manages_credentials(
        string permissions,
        bool expected
    ) => Assert.Equal(expected, new EffectivePermissions(Words(permissions)!).MaySeeAllTokens);

    private static string[]? Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Tests.Seeding;

public sealed class TruthTests
{
    private static readonly SeedTruth Truth = OfficeSeed.Create(new SeedOptions { Clients = 200, Seed = 11 }).Truth;

    [Theory]
    [InlineData(ClientCase.Healthy, "Healthy", true, "")]
    [InlineData(ClientCase.RepeatedRow, "Healthy", true, "")]
    [InlineData(ClientCase.Revoked, "Critical", false, "TokenRevoked")]
    [InlineData(ClientCase.Pending, "Warning", false, "TokenPending")]
    [InlineData(ClientCase.Inactive, "Critical", false, "TokenInactive")]
    [InlineData(ClientCase.NoPermissions, "Critical", false, "NoPermissions")]
    [InlineData(ClientCase.EffectiveBelowRequested, "Warning", true, "EffectiveBelowRequested")]
    [InlineData(ClientCase.MissingPermission, "Critical", true, "MissingPermission")]
    [InlineData(ClientCase.Unused, "Warning", true, "Unused")]
    [InlineData(ClientCase.NeverUsed, "Warning", true, "Unused")]
    [InlineData(ClientCase.RotationDue, "Warning", true, "RotationDue")]
    [InlineData(ClientCase.ContextBlocked, "Critical", false, "ContextBlocked")]
    [InlineData(ClientCase.ExcessPermission, "Warning", true, "ExcessPermission")]
    [InlineData(ClientCase.GhostToken, "Warning", true, "ExcessPermission GhostToken")]
    [InlineData(ClientCase.SharedSecretOwner, "Critical", true, "SameSecretTwice")]
    [InlineData(ClientCase.SharedSecretBorrower, "Critical", false, "SameSecretTwice WrongContext")]
    [InlineData(ClientCase.UnknownToken, "Critical", false, "TokenUnknown")]
    [InlineData(ClientCase.TestToken, "Critical", false, "WrongEnvironment")]
    [InlineData(ClientCase.MissingToken, "Warning", false, "NoAccessYet")]
    public void A_client_with_a_profile_has_the_findings_of_its_case(
        ClientCase given,
        string status,
        bool signsIn,
        string findings
    ) =>
        Assert.All(
            Of(given),
            c =>
            {
                Assert.True(c.HasProfile);
                Assert.Equal((status, signsIn, findings), (c.Status, c.SignsIn, string.Join(' ', c.Findings)));
                Assert.Equal(signsIn, c.Permissions.Count > 0);
            }
        );

    [Fact]
    public void Each_token_that_is_shared_has_its_owner_and_one_borrower()
    {
        var shared = Of(ClientCase.SharedSecretOwner)
            .Concat(Of(ClientCase.SharedSecretBorrower))
            .GroupBy(c => c.Reference, StringComparer.Ordinal)
            .ToList();

        Assert.InRange(shared.Count, 2, int.MaxValue);
        Assert.All(
            shared,
            pair =>
                Assert.Equal(
                    [ClientCase.SharedSecretOwner, ClientCase.SharedSecretBorrower],
                    pair.Select(c => c.Case).Order()
                )
        );
    }

    [Theory]
    [InlineData(ClientCase.WrongRow, "OtherContext", 1)]
    [InlineData(ClientCase.TwoTokens, "TwoTokens", 2)]
    [InlineData(ClientCase.UnreadableToken, "UnreadableToken", 1)]
    [InlineData(ClientCase.NipTypo, "InvalidNip", 1)]
    public void Nothing_is_kept_of_rows_that_cannot_be_trusted(ClientCase given, string reason, int rows) =>
        Assert.All(
            Of(given),
            c =>
            {
                Assert.False(c.HasProfile || c.SignsIn);
                Assert.Null(c.Status);
                Assert.Equal(
                    Enumerable.Repeat(("Refused", reason), rows),
                    RowsOf(c).Select(r => (r.Outcome, r.Reason!))
                );
            }
        );

    [Fact]
    public void A_repeated_row_is_a_duplicate_of_the_one_before() =>
        Assert.All(
            Of(ClientCase.RepeatedRow),
            c =>
                Assert.Equal(
                    "Imported Duplicate",
                    string.Join(" ", RowsOf(c).OrderBy(r => r.Row).Select(r => r.Outcome))
                )
        );

    [Fact]
    public void A_row_without_a_token_gives_a_profile_without_access() =>
        Assert.All(Of(ClientCase.MissingToken), c => Assert.Equal("WithoutToken", Assert.Single(RowsOf(c)).Outcome));

    [Fact]
    public void After_the_day_on_which_tokens_end_nothing_works_that_had_a_token()
    {
        Assert.All(Truth.Clients, c => Assert.Equal(c.SignsIn, c.StopsAtEnd));
        Assert.All(
            Truth.Clients.Where(c => c.HasProfile),
            c => Assert.Equal(c.Case is ClientCase.MissingToken ? "Warning" : "Critical", c.StatusAfterEnd)
        );
    }

    [Theory]
    [InlineData(ConversionCase.GrantedBoth, "AlreadyGranted", "Converted")]
    [InlineData(ConversionCase.GrantedWithoutDelegation, "AlreadyGranted", "Converted")]
    [InlineData(ConversionCase.GrantedPartly, "ByClient", "WaitingForClient")]
    [InlineData(ConversionCase.TokenCanGrant, "ByToken", "Converted")]
    [InlineData(ConversionCase.TokenCanGrantButBlocked, "None", "Failed")]
    [InlineData(ConversionCase.ClientOnly, "ByClient", "WaitingForClient")]
    [InlineData(ConversionCase.NeedsPerson, "NeedsPerson", "NeedsPerson")]
    [InlineData(ConversionCase.ReadClaimNothing, "ByClient", "WaitingForClient")]
    [InlineData(ConversionCase.WithdrawnOfficeRights, "ByClient", "WaitingForClient")]
    [InlineData(ConversionCase.DeadTokenButGranted, "AlreadyGranted", "Converted")]
    [InlineData(ConversionCase.SurplusGranted, "AlreadyGranted", "Converted")]
    public void A_conversion_takes_the_route_of_its_case(ConversionCase given, string route, string outcome) =>
        Assert.All(Of(given), c => Assert.Equal((route, outcome), (c.Conversion!.Route, c.Conversion.Outcome)));

    [Fact]
    public void Of_two_clients_with_one_token_only_the_owner_converts()
    {
        Assert.All(Of(ClientCase.SharedSecretOwner), c => Assert.Equal("AlreadyGranted", c.Conversion!.Route));
        Assert.All(Of(ClientCase.SharedSecretBorrower), c => Assert.Equal("ByClient", c.Conversion!.Route));
    }

    [Fact]
    public void Who_has_a_profile_has_something_to_convert() =>
        Assert.All(Truth.Clients, c => Assert.Equal(c.HasProfile, c.Conversion is not null));

    [Fact]
    public void A_client_without_a_token_waits_and_has_no_access_still() =>
        Assert.All(
            Of(ClientCase.MissingToken),
            c => Assert.Equal(("ByClient", "Warning"), (c.Conversion!.Route, c.Conversion.StatusAfterEnd))
        );

    [Fact]
    public void Needed_is_what_the_token_may_do_without_managing_and_what_the_profile_expects() =>
        Assert.All(
            Truth.Clients.Where(c => c.Conversion is not null),
            c =>
                Assert.Equal(
                    c.Permissions.Where(p => p is not ("CredentialsManage" or "SubunitManage"))
                        .Concat(c.ExpectedPermissions)
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                    c.Conversion!.Required
                )
        );

    [Fact]
    public void Lost_are_the_rights_to_manage_and_nothing_else() =>
        Assert.All(
            Truth.Clients.Where(c => c.Conversion is not null),
            c => Assert.Equal(c.Permissions.Where(p => p is "CredentialsManage" or "SubunitManage"), c.Conversion!.Lost)
        );

    [Fact]
    public void Surplus_is_what_the_office_may_do_afterwards_and_the_token_may_not() =>
        Assert.All(
            Truth.Clients.Where(c => c.Conversion is { Route: not "None" }),
            c =>
                Assert.Equal(
                    c.Conversion!.Granted.Concat(c.Conversion.Required)
                        .Where(p => !c.Permissions.Contains(p, StringComparer.Ordinal))
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                    c.Conversion.Surplus
                )
        );

    [Fact]
    public void More_than_the_profile_expects_is_a_surplus_and_a_warning_after_the_end() =>
        Assert.All(
            Of(ConversionCase.SurplusGranted),
            c =>
            {
                Assert.Equal(["InvoiceWrite"], c.Conversion!.Surplus);
                Assert.Equal("Warning", c.Conversion.StatusAfterEnd);
            }
        );

    [Fact]
    public void After_the_end_of_tokens_whoever_is_converted_works_and_nobody_else_who_had_a_token() =>
        Assert.All(
            Truth.Clients.Where(c => c.Reference is not null && c.HasProfile),
            c =>
                Assert.Equal(
                    c.Conversion!.Outcome is "Converted",
                    c.Conversion.StatusAfterEnd is "Healthy" or "Warning"
                )
        );

    private static List<ClientTruth> Of(ConversionCase given)
    {
        var clients = Truth.Clients.Where(c => c.Conversion?.Case == given).ToList();
        Assert.NotEmpty(clients);
        return clients;
    }

    private static List<ClientTruth> Of(ClientCase given)
    {
        var clients = Truth.Clients.Where(c => c.Case == given).ToList();
        Assert.NotEmpty(clients);
        return clients;
    }

    private static IEnumerable<RowTruth> RowsOf(ClientTruth client) =>
        Truth.Rows.Where(r => client.Rows.Contains(r.Row));
}

using KsefTools.Core.Api.Requests;
using KsefTools.Core.Credentials;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Credentials;

/// <summary>What a session sees of its own grants and of its client's tokens.</summary>
public sealed class OwnListsTests : IAsyncLifetime
{
    private SandboxOffice _office = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _office = await SandboxOffice.StartAsync(new ManualClock(TestMaterial.Now) { Rushes = true });
        _office.Sandbox.Clock.Freeze();
        _office.Sandbox.Clock.MoveTo(TestMaterial.Now);
    }

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Theory]
    [InlineData("Active", "InvoiceRead")]
    [InlineData("Inactive", "InvoiceWrite")]
    [InlineData(null, "InvoiceRead InvoiceWrite")]
    public async Task Grants_are_listed_in_the_state_that_is_asked_for(string? state, string expected)
    {
        Grant(Permission.InvoiceRead, isActive: true);
        Grant(Permission.InvoiceWrite, isActive: false);
        var session = await _office.Sessions.OpenAsync(
            _office.Environment,
            SandboxOffice.Context,
            TestMaterial.Ec,
            fresh: false,
            Cancel
        );

        var grants = await OwnGrants.ReadAsync(session, state, Cancel);

        Assert.Equal(expected.Split(' '), grants.Select(grant => grant.PermissionScope).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tokens_are_listed_to_the_last_page_and_as_the_query_says()
    {
        var living = Enumerable.Range(0, 25).Select(_ => _office.CreateToken().Reference.Value).ToList();
        _office.CreateToken(token => token with { Status = TokenStatus.Revoked });
        var session = await _office.SignInAsync(_office.CreateToken(permissions: Permission.CredentialsManage));

        var listed = await TokenList.ReadAsync(
            session,
            new TokenQuery { Statuses = ["Active"], PageSize = 10 },
            Cancel
        );

        Assert.Equal(26, listed.Count);
        Assert.Subset(
            listed.Select(token => token.ReferenceNumber).ToHashSet(StringComparer.Ordinal),
            living.ToHashSet(StringComparer.Ordinal)
        );
    }

    private void Grant(Permission permission, bool isActive) =>
        _office.Sandbox.World.AddGrant(
            GrantRecord.ToEntity(
                Guid.NewGuid(),
                KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(SandboxOffice.Nip),
                TestMaterial.Nip,
                permission,
                canDelegate: false,
                TestMaterial.Now
            ) with
            {
                IsActive = isActive,
            }
        );
}

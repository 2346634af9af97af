using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens.Making;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tests.Tokens.Making.Running;

/// <summary>What a client's file says once a new token has its place.</summary>
public sealed class TokenSwitchTests : IDisposable
{
    private const string OldNumber = "20250101-EC-0123456789-0123456789-01";
    private const string NewNumber = "20261122-EC-0123456789-0123456789-02";

    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly OfficeBench _bench = new();
    private readonly TokenPlan _plan = new()
    {
        Nip = OfficeBench.ClientNip,
        Environment = "production",
        Permissions = ["InvoiceRead"],
        Description = "Sigma",
        Secret = new SecretAddress("KsefVault", "new-one"),
        Former = new SecretAddress("KsefVault", "old-one"),
        FormerReference = OldNumber,
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Done_twice_it_names_the_new_one_once()
    {
        Write(Old());

        Apply(_plan);
        Apply(_plan);

        var entry = Assert.Single(Access());
        Assert.Equal((CredentialKind.Token, "new-one", NewNumber), (entry.Kind, entry.Secret, entry.Reference));
        Assert.Equal(("seal", Today), (entry.GeneratedBy, entry.GeneratedOn!.Value));
        Assert.Null(entry.Vault);
    }

    [Fact]
    public void A_vault_that_is_not_the_offices_is_named()
    {
        Write(Old());

        Apply(_plan with { Secret = new SecretAddress("Second", "new-one") });

        Assert.Equal("Second", Assert.Single(Access()).Vault);
    }

    [Fact]
    public void One_that_took_the_place_of_a_retired_one_is_in_use()
    {
        Write(Old() + "  retiredOn: 2026-01-02\n");

        Apply(_plan);

        Assert.Null(Assert.Single(Access()).RetiredOn);
    }

    [Fact]
    public void An_old_one_that_is_kept_stays_and_is_retired_today()
    {
        Write(Old());

        Apply(_plan with { KeepFormer = true });

        Assert.Equal(
            [("old-one", Today), ("new-one", (DateOnly?)null)],
            Access().Select(entry => (entry.Secret, entry.RetiredOn))
        );
    }

    [Fact]
    public void One_that_was_retired_before_keeps_its_day()
    {
        Write(Old() + "  retiredOn: 2026-01-02\n");

        Apply(_plan with { KeepFormer = true });

        Assert.Equal(new DateOnly(2026, 1, 2), Access()[0].RetiredOn);
    }

    [Fact]
    public void A_certificate_of_the_old_ones_name_keeps_its_place()
    {
        Write("- kind: certificate\n  secret: old-one\n" + Old());

        Apply(_plan);

        Assert.Equal(
            [(CredentialKind.Certificate, "old-one"), (CredentialKind.Token, "new-one")],
            Access().Select(entry => (entry.Kind, entry.Secret))
        );
    }

    [Fact]
    public void Where_the_file_names_the_old_one_no_more_the_new_one_is_added()
    {
        Write("- kind: token\n  secret: another\n");

        Apply(_plan);

        Assert.Equal(["another", "new-one"], Access().Select(entry => entry.Secret));
    }

    [Fact]
    public void A_first_one_takes_nobodys_place()
    {
        Write(Old());

        Apply(_plan with { Former = null, FormerReference = null });

        Assert.Equal(
            [("old-one", null), ("new-one", (DateOnly?)null)],
            Access().Select(entry => (entry.Secret, entry.RetiredOn))
        );
    }

    [Theory]
    [InlineData("KsefVault", null)]
    [InlineData("Second", "Second")]
    public void An_old_one_that_could_not_be_ended_is_named_again_once_as_retired(string vault, string? said)
    {
        Write("- kind: token\n  secret: new-one\n");
        var plan = _plan with { Former = new SecretAddress(vault, "old-one") };

        Switch(plan).KeepFormer(Today);
        Switch(plan).KeepFormer(Today.AddDays(1));

        Assert.Equal(2, Access().Count);
        var kept = Access()[1];
        Assert.Equal((CredentialKind.Token, "old-one", said), (kept.Kind, kept.Secret, kept.Vault));
        Assert.Equal((OldNumber, Today), (kept.Reference, kept.RetiredOn!.Value));
    }

    private static string Old() => $"- kind: token\n  secret: old-one\n  reference: {OldNumber}\n";

    private void Write(string access) => _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n{access}");

    private TokenSwitch Switch(TokenPlan plan) =>
        new(_bench.Office, _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!, plan);

    private void Apply(TokenPlan plan) => Switch(plan).Apply(NewNumber, "seal", Today);

    private IReadOnlyList<AccessEntry> Access() => _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Access;
}

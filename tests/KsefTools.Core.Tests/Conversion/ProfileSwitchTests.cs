using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What of a client's file changes when its token goes, and what does not.</summary>
public sealed class ProfileSwitchTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private readonly OfficeBench _bench = new();

    private ClientProfile Profile => _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n    retiredOn: 2026-05-10", 0)]
    public void A_token_is_forgotten_only_once_it_is_retired(string retirement, int left)
    {
        Write($"kind: token\n    secret: gone{retirement}");

        new ProfileSwitch(_bench.Office, Profile).Forget(Address("gone"));

        Assert.Equal(left, Profile.Access.Count);
    }

    [Fact]
    public void Of_several_retired_entries_all_of_the_token_go_and_no_other()
    {
        Write(
            "kind: token\n    secret: gone\n    retiredOn: 2026-05-10",
            "kind: token\n    secret: stays\n    retiredOn: 2026-05-10",
            "kind: token\n    secret: gone\n    vault: Second\n    retiredOn: 2026-05-10",
            "kind: certificate\n    secret: gone",
            "kind: token\n    secret: gone\n    retiredOn: 2026-05-11"
        );

        new ProfileSwitch(_bench.Office, Profile).Forget(Address("gone"));

        Assert.Equal(
            [
                (CredentialKind.Token, "stays", null),
                (CredentialKind.Token, "gone", "Second"),
                (Certificate, "gone", null),
            ],
            Profile.Access.Select(entry => (entry.Kind, entry.Secret, entry.Vault))
        );
    }

    [Fact]
    public void The_certificate_takes_the_place_of_the_named_tokens_alone_and_no_earlier_day_is_changed()
    {
        Write(
            "kind: token\n    secret: one",
            "kind: token\n    secret: two",
            "kind: token\n    secret: three\n    retiredOn: 2026-05-10",
            "kind: certificate\n    secret: one"
        );

        var profile = new ProfileSwitch(_bench.Office, Profile).ToCertificate(
            "seal",
            [Address("one"), Address("three")],
            Today
        );

        Assert.Equal(
            [
                ("one", Today),
                ("two", null),
                ("three", new DateOnly(2026, 5, 10)),
                ("one", null),
                (null, (DateOnly?)null),
            ],
            profile.Access.Select(entry => (entry.Secret, entry.RetiredOn))
        );
        Assert.Equal((Certificate, "seal"), (profile.Access[^1].Kind, profile.Access[^1].Identity));
    }

    [Fact]
    public void An_identity_is_named_once_however_it_is_written()
    {
        Write("kind: certificate\n    identity: SEAL");

        var profile = new ProfileSwitch(_bench.Office, Profile).ToCertificate("seal", [], Today);

        Assert.Equal("SEAL", Assert.Single(profile.Access).Identity);
    }

    [Fact]
    public void The_clients_own_certificate_needs_no_entry_of_its_own()
    {
        Write("kind: token\n    secret: one", "kind: certificate\n    secret: own");

        var profile = new ProfileSwitch(_bench.Office, Profile).ToCertificate(null, [Address("one")], Today);

        Assert.Equal([Today, null], profile.Access.Select(entry => entry.RetiredOn));
    }

    [Fact]
    public void The_named_tokens_serve_again_and_the_identity_that_is_named_goes()
    {
        Write(
            "kind: certificate\n    identity: anna",
            "kind: token\n    secret: one\n    retiredOn: 2026-05-10",
            "kind: token\n    secret: two\n    retiredOn: 2026-05-10",
            "kind: certificate\n    identity: Seal",
            "kind: certificate\n    secret: own"
        );

        new ProfileSwitch(_bench.Office, Profile).ToToken("seal", [Address("one")]);

        Assert.Equal(
            [
                (null, "anna", null),
                ("one", null, null),
                ("two", null, new DateOnly(2026, 5, 10)),
                ("own", null, (DateOnly?)null),
            ],
            Profile.Access.Select(entry => (entry.Secret, entry.Identity, entry.RetiredOn))
        );
    }

    [Fact]
    public void An_identity_goes_though_it_stands_first()
    {
        Write("kind: certificate\n    identity: seal", "kind: token\n    secret: one\n    retiredOn: 2026-05-10");

        new ProfileSwitch(_bench.Office, Profile).ToToken("seal", [Address("one")]);

        Assert.Equal("one", Assert.Single(Profile.Access).Secret);
    }

    [Fact]
    public void Where_no_identity_is_named_all_certificates_stay()
    {
        Write("kind: token\n    secret: one\n    retiredOn: 2026-05-10", "kind: certificate\n    identity: seal");

        new ProfileSwitch(_bench.Office, Profile).ToToken(null, [Address("one")]);

        Assert.Equal(2, Profile.Access.Count);
        Assert.Null(Profile.Access[0].RetiredOn);
    }

    [Fact]
    public void Only_retired_tokens_with_a_secret_are_the_way_back()
    {
        Write(
            "kind: token\n    secret: one\n    retiredOn: 2026-05-10",
            "kind: token\n    secret: two",
            "kind: certificate\n    secret: three\n    retiredOn: 2026-05-10"
        );

        Assert.Equal("one", Assert.Single(ProfileSwitch.RetiredTokens(Profile)).Secret);
    }

    private const CredentialKind Certificate = CredentialKind.Certificate;

    private void Write(params string[] entries) =>
        _bench.WriteClient(
            $"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\naccess:\n"
                + string.Concat(entries.Select(entry => $"  - {entry}\n"))
        );

    private SecretAddress Address(string secret) => new(_bench.Office.Settings.Vault, secret);
}

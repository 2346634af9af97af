using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What of a client's file changes when its token goes, and what does not.</summary>
public sealed class ProfileSwitchTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n    retiredOn: 2026-05-10", 0)]
    public void A_token_is_forgotten_only_once_it_is_retired(string retirement, int left)
    {
        _bench.WriteClient(
            $"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\naccess:\n  - kind: token\n    secret: gone{retirement}\n"
        );

        var profile = _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!;
        new ProfileSwitch(_bench.Office, profile).Forget(new SecretAddress(_bench.Office.Settings.Vault, "gone"));

        Assert.Equal(left, _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Access.Count);
    }
}

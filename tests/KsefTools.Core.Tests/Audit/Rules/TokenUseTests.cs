using KsefTools.Core.Audit.Facts;

namespace KsefTools.Core.Tests.Audit.Rules;

public sealed class TokenUseTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_token_never_used_is_idle_since_its_creation() =>
        Assert.Equal(Created, TokenUse.Judge(null, Created, null, null).IdleSince);

    [Fact]
    public void Somebodys_use_is_the_last_one() =>
        Assert.Equal(Now.AddDays(-3), TokenUse.Judge(Now.AddDays(-3), Created, null, null).ByOthers);

    [Fact]
    public void Our_own_sign_in_is_nobodys_use()
    {
        var use = TokenUse.Judge(Now.AddSeconds(2), Created, null, Now);

        Assert.Equal((null, Now), (use.ByOthers, use.IdleSince));
    }

    [Fact]
    public void A_nightly_audit_does_not_make_a_forgotten_token_look_busy()
    {
        UseMemory? memory = null;
        var start = Now;
        TokenUse use = TokenUse.Nothing;
        for (var night = 0; night < 100; night++)
        {
            var signedIn = night % 7 == 0 ? start.AddDays(night) : (DateTimeOffset?)null;
            var lastUse = start.AddDays(night - (night % 7));
            use = TokenUse.Judge(lastUse, Created, memory, signedIn);
            memory = new UseMemory(signedIn ?? memory?.SignedInAt, use.ByOthers, use.WatchedSince);
        }

        Assert.Equal((null, start), (use.ByOthers, use.IdleSince));
    }

    [Fact]
    public void A_use_seen_before_our_sign_in_is_remembered_after_it()
    {
        var used = Now.AddDays(-40);
        var memory = new UseMemory(Now.AddDays(-60), used, Now.AddDays(-60));

        Assert.Equal(used, TokenUse.Judge(Now, Created, memory, Now).IdleSince);
    }
}

using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Office;

public sealed class SettingsPatchTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_moved_date_changes_one_line()
    {
        var before = File.ReadAllLines(_bench.Office.SettingsPath);
        var office = _bench.Office.Patch(editor => editor.Set("policy.tokensEndOn", "2027-03-31"));
        var after = File.ReadAllLines(_bench.Office.SettingsPath);
        Assert.Equal(new DateOnly(2027, 3, 31), office.Settings.Policy.TokensEndOn);
        Assert.Equal(before.Length, after.Length);
        Assert.Equal("  tokensEndOn: 2027-03-31", Assert.Single(after.Except(before)));
    }

    [Theory]
    [InlineData("nip: \"5260001246\"\nname: S\n")]
    [InlineData("nip: \"5260001246\"\nname: S\npolicy: # ours\n")]
    [InlineData("nip: \"5260001246\"\nname: S\npolicy: {rotateAfter: 90d}\n")]
    [InlineData("nip: \"5260001246\"\nname: S\npolicy:\n    rotateAfter: 90d\n    throttle: # slow\nvault: x\n")]
    [InlineData("nip: \"5260001246\"\nname: S\npolicy:\n    throttle:\n        perSecond: 3 # careful\n")]
    public void A_setting_whose_section_is_missing_brings_the_section(string text)
    {
        _bench.WriteSettings(text);
        var office = _bench.Office.Patch(editor => editor.Set("policy.throttle.parallel", "4"));
        Assert.Equal(4, office.Settings.Policy.Throttle.Parallel);
        Assert.Empty(office.Warnings);
        foreach (var comment in text.Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)))
            Assert.Contains(comment, File.ReadAllText(office.SettingsPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_can_be_set_and_a_key_taken_out()
    {
        var office = _bench.Office.Patch(editor =>
        {
            editor.SetList("policy.otherEnvironments", ["test", "demo"]);
            editor.Set("policy.rotateAfter", null);
            editor.Set("vault", "Other");
        });
        Assert.Equal(["test", "demo"], office.Settings.Policy.OtherEnvironments);
        Assert.DoesNotContain("rotateAfter:", File.ReadAllText(office.SettingsPath), StringComparison.Ordinal);
        Assert.Equal("Other", office.Settings.Vault);
    }

    [Fact]
    public void A_value_that_cannot_be_is_refused_and_the_file_stays()
    {
        var before = File.ReadAllText(_bench.Office.SettingsPath);
        Assert.Throws<OfficeFileException>(() => _bench.Office.Patch(e => e.Set("policy.rotateAfter", "soon")));
        Assert.Equal(before, File.ReadAllText(_bench.Office.SettingsPath));
    }

    [Theory]
    [InlineData("identities: [] # none yet\n")]
    [InlineData("")]
    [InlineData("identities:\n")]
    [InlineData("identities: [{name: card, kind: person, subject: \"44051401359\"}] # ours\n")]
    [InlineData("identities:\n# Anna's\n- name: card\n  kind: person\n  subject: \"44051401359\" # hers\n")]
    public void An_identity_comes_and_goes_in_whatever_style_the_list_is_written(string identities)
    {
        _bench.WriteSettings($"nip: \"5260001246\"\nname: S\n{identities}policy:\n  rotateAfter: 90d\n");
        var before = _bench.Office.Settings.Identities;
        var seal = new OfficeIdentity
        {
            Name = "seal",
            Kind = "seal",
            Subject = "5260001246",
        };

        var added = _bench.Office.Patch(editor => editor.AddIdentity(seal));
        Assert.Equal([.. before, seal], added.Settings.Identities);
        var changed = added.Patch(editor => editor.ReplaceIdentity(seal with { Secret = "x", Vault = "Other" }));
        Assert.Equal("x", changed.Settings.Identities[^1].Secret);
        var removed = changed.Patch(editor => editor.RemoveIdentity("SEAL"));

        Assert.Equal(before, removed.Settings.Identities);
        Assert.Empty(removed.Warnings);
        foreach (var line in identities.Split('\n').Where(line => line.Contains('#', StringComparison.Ordinal)))
            Assert.Contains(
                line[line.IndexOf('#', StringComparison.Ordinal)..],
                File.ReadAllText(removed.SettingsPath),
                StringComparison.Ordinal
            );
    }
}

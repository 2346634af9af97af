using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Office;

public sealed class OfficeSettingsTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Two_lines_are_an_office()
    {
        _bench.WriteSettings("nip: \"5260001246\"\nname: Sigma\n");
        Assert.Equal("production", _bench.Office.Settings.Environment);
        Assert.Equal(new DateOnly(2026, 12, 31), _bench.Office.Settings.Policy.TokensEndOn);
        Assert.Equal(new DateOnly(2027, 11, 30), _bench.Office.Settings.Policy.TokensEndAnnounced);
        Assert.Equal(TimeSpan.FromDays(90), _bench.Office.Settings.Policy.UnusedAfter);
    }

    [Theory]
    [InlineData("seal")]
    [InlineData("SEAL")]
    public void Of_two_identities_of_one_name_the_second_is_told_in_any_case(string name)
    {
        _bench.WriteSettings(
            $"""
            nip: "5260001246"
            name: Sigma
            identities:
              - name: seal
                kind: seal
                subject: "5260001246"
              - name: {name}
                kind: person
                subject: "44051401359"
            """
        );

        var warning = Assert.Single(_bench.Office.Warnings);

        Assert.Equal((OfficeIssueCode.InvalidValue, 7), (warning.Code, warning.Line));
        Assert.Contains($"'{name}'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_can_be_moved()
    {
        _bench.WriteSettings(
            """
            nip: "5260001246"
            name: Sigma
            environment: demo
            vault: Other
            identities:
              - { name: seal, kind: seal, subject: "5260001246", secret: ksef-office-seal }
              - name: anna
                kind: person
                subject: "44051401359"
            policy:
              tokensEndOn: 2027-06-30
              tokensEndAnnounced:
              rotateAfter: 26w
              unusedAfter: 12h
              renewBefore: 45d
              neverPermissions: [Introspection]
              otherEnvironments: [test]
              throttle:
                parallel: 4
                loginLimit: per-endpoint
                loginsPerSecond: 30
                perSecond: 5
                perMinute: 15
                perHour: 60
            """
        );
        var settings = _bench.Office.Settings;
        Assert.Equal(["seal", "anna"], settings.Identities.Select(identity => identity.Name));
        Assert.Equal("ksef-office-seal", settings.Identities[0].Secret);
        Assert.Equivalent(
            new OfficePolicy
            {
                TokensEndOn = new DateOnly(2027, 6, 30),
                TokensEndAnnounced = null,
                RotateAfter = TimeSpan.FromDays(182),
                UnusedAfter = TimeSpan.FromHours(12),
                RenewBefore = TimeSpan.FromDays(45),
                NeverPermissions = ["Introspection"],
                OtherEnvironments = ["test"],
                Throttle = new OfficeThrottle
                {
                    Parallel = 4,
                    LoginLimit = LoginLimitScope.PerEndpoint,
                    LoginsPerSecond = 30,
                    PerSecond = 5,
                    PerMinute = 15,
                    PerHour = 60,
                },
            },
            settings.Policy,
            strict: true
        );
    }

    [Theory]
    [InlineData("policy:\n  rotateAfter: 90 days", 4, 16, OfficeIssueCode.InvalidValue)]
    [InlineData("policy:\n  tokensEndOn: 31.12.2026", 4, 16, OfficeIssueCode.InvalidValue)]
    [InlineData("policy:\n  throttle:\n    parallel: 0", 5, 15, OfficeIssueCode.InvalidValue)]
    [InlineData("policy:\n  throttle:\n    loginLimit: each", 5, 17, OfficeIssueCode.InvalidValue)]
    [InlineData("environment: prodution", 3, 14, OfficeIssueCode.InvalidValue)]
    [InlineData("environment: http://ksef.example/v2", 3, 14, OfficeIssueCode.InvalidValue)]
    [InlineData(
        "identities:\n  - name: a\n    kind: person\n    subject: \"44051401358\"",
        6,
        14,
        OfficeIssueCode.InvalidPesel
    )]
    [InlineData(
        "identities:\n  - name: a\n    kind: seal\n    subject: \"5260001247\"",
        6,
        14,
        OfficeIssueCode.InvalidNip
    )]
    [InlineData("policy: strict", 3, 9, OfficeIssueCode.InvalidValue)]
    public void A_wrong_value_is_named_with_its_place(string lines, int line, int column, OfficeIssueCode code)
    {
        var exception = Assert.Throws<OfficeFileException>(() =>
            _bench.WriteSettings($"nip: \"5260001246\"\nname: Sigma\n{lines}\n")
        );
        var problem = Assert.Single(exception.Problems);
        Assert.Equal((code, line, column), (problem.Code, problem.Line, problem.Column));
        Assert.StartsWith(
            $"{_bench.Office.SettingsPath}({line},{column}): ",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_PESEL_is_not_repeated_in_the_error()
    {
        var exception = Assert.Throws<OfficeFileException>(() =>
            _bench.WriteSettings(
                "nip: \"5260001246\"\nname: S\nidentities:\n- {name: a, kind: person, subject: \"44051401358\"}\n"
            )
        );
        Assert.DoesNotContain("44051401358", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90d", 90 * 24 * 60)]
    [InlineData("12h", 12 * 60)]
    [InlineData("30m", 30)]
    [InlineData("2 w", 14 * 24 * 60)]
    public void Durations_read_as_people_write_them(string text, int minutes)
    {
        Assert.True(Duration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromMinutes(minutes), duration);
        Assert.True(Duration.TryParse(Duration.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("9999d")]
    [InlineData("90days")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));
}

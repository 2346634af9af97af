using KsefTools.Core.Tokens;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>What a person reads at the end of an audit.</summary>
public sealed class AuditSummaryTests
{
    private readonly AuditSummary _summary = new();

    [Fact]
    public void The_first_line_counts_each_state_that_there_is_the_worst_first()
    {
        Add(CredentialStatus.Healthy);
        Add(CredentialStatus.Healthy);
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked);
        Assert.Equal("3 credentials: 1 critical, 2 healthy", _summary.Lines()[0]);
    }

    [Fact]
    public void What_is_worse_than_at_the_last_audit_is_named_the_worst_first()
    {
        Add(CredentialStatus.Warning, FindingCode.Unused, before: CredentialStatus.Healthy, nip: "1111111111");
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked, before: CredentialStatus.Healthy, nip: "5261040828");
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked, before: CredentialStatus.Critical, nip: "7010002139");
        Assert.Equal(
            "New since the last audit: 5261040828 Client (Critical: TokenRevoked); 1111111111 Client (Warning: Unused)",
            _summary.Lines()[1]
        );
    }

    [Fact]
    public void Of_many_only_some_are_named()
    {
        for (var number = 0; number < 5; number++)
            Add(CredentialStatus.Critical, FindingCode.TokenRevoked, before: CredentialStatus.Healthy);
        Assert.EndsWith("; and 2 more", _summary.Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_as_are_named_need_no_more()
    {
        for (var number = 0; number < 3; number++)
            Add(CredentialStatus.Critical, FindingCode.TokenRevoked, before: CredentialStatus.Healthy);
        const string One = "1111111111 Client (Critical: TokenRevoked)";
        Assert.Equal($"New since the last audit: {One}; {One}; {One}", _summary.Lines()[1]);
    }

    [Fact]
    public void Beside_what_is_worse_nothing_says_that_nothing_has_changed()
    {
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked, before: CredentialStatus.Healthy);
        Add(CredentialStatus.Healthy, before: CredentialStatus.Healthy);
        Assert.Equal(3, _summary.Lines().Count);
        Assert.DoesNotContain(
            _summary.Lines(),
            line =>
                line.StartsWith("Nothing has changed", StringComparison.Ordinal)
                || line.StartsWith("Better", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void What_is_better_is_counted()
    {
        Add(CredentialStatus.Healthy, before: CredentialStatus.Critical);
        Add(CredentialStatus.Healthy, before: CredentialStatus.Healthy);
        Assert.Equal(["2 credentials: 2 healthy", "Better than at the last audit: 1"], _summary.Lines());
    }

    [Fact]
    public void Nothing_has_changed_only_where_each_credential_was_seen_before()
    {
        Add(CredentialStatus.Healthy, before: CredentialStatus.Healthy);
        Add(CredentialStatus.Healthy, before: CredentialStatus.Healthy);
        Assert.Equal("Nothing has changed since the last audit.", _summary.Lines()[1]);
        Add(CredentialStatus.Healthy);
        Assert.Single(_summary.Lines());
    }

    [Fact]
    public void The_last_line_is_what_to_type_about_the_worst()
    {
        Add(CredentialStatus.Warning, FindingCode.Unused);
        Add(CredentialStatus.Critical, FindingCode.WrongContext);
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked);
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked);
        var next = _summary.Lines()[^1];
        Assert.Contains("Get-KsefCredential -Status 'Critical' | Test-KsefToken", next, StringComparison.Ordinal);
        Assert.EndsWith("Get-KsefFinding 'TokenRevoked'", next, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_is_well_tokens_still_end_one_day()
    {
        Add(CredentialStatus.Healthy, FindingCode.TokenEndsByLaw);
        Add(CredentialStatus.Healthy);
        Assert.EndsWith("Convert-KsefToCertificate -WhatIf", _summary.Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_result_needs_no_summary()
    {
        Add(CredentialStatus.Critical, FindingCode.TokenRevoked);
        Assert.Empty(_summary.Lines());
    }

    private void Add(
        CredentialStatus status,
        FindingCode? code = null,
        CredentialStatus? before = null,
        string nip = "1111111111"
    ) =>
        _summary.Add(
            new KsefTokenTestResult
            {
                Nip = nip,
                Name = "Client",
                Environment = "test",
                Status = status,
                TestedAt = DateTimeOffset.UnixEpoch,
                Findings = new TextList<KsefFinding>(
                    code is { } found ? [new KsefFinding(found, FindingSeverity.Critical, "", null)] : []
                ),
            },
            before
        );
}

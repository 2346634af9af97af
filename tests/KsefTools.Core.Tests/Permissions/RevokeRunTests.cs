using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>Revocations at a KSeF whose every answer is chosen.</summary>
public sealed class RevokeRunTests : IAsyncLifetime
{
    private const string Revocation = $"DELETE /permissions/common/grants/{ScriptedSession.Id}";

    private ScriptedSession _ksef = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ksef = await ScriptedSession.StartAsync();

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public async Task A_permission_is_taken_back_in_two_calls()
    {
        _ksef.Accept(Revocation).Status(200);

        var result = await RunAsync();

        Assert.Equal(new GrantResult(PermissionChangeOutcome.Revoked, ScriptedSession.Reference), result);
        Assert.Equal(2, _ksef.Ksef.Requests.Count);
    }

    [Fact]
    public async Task One_that_is_gone_is_no_failure()
    {
        _ksef.Accept(Revocation).Status(410).Listed(canDelegate: false);

        Assert.Equal(PermissionChangeOutcome.NotThere, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task One_that_KSeF_does_not_even_begin_to_revoke_is_looked_for()
    {
        _ksef.Listed(canDelegate: false);
        _ksef.Ksef.Refuse(Revocation, 21405);

        Assert.Equal(PermissionChangeOutcome.NotThere, (await RunAsync()).Outcome);
    }

    [Theory]
    [InlineData(new[] { "InvoiceRead" }, new string[0])]
    [InlineData(new string[0], new[] { "InvoiceRead" })]
    public async Task One_that_either_list_still_shows_after_a_refusal_is_a_failure(string[] here, string[] handedOn)
    {
        _ksef.Accept(Revocation).Status(400).Listed(canDelegate: false, here).Listed(canDelegate: false, handedOn);

        var error = await Assert.ThrowsAsync<PermissionException>(RunAsync);

        Assert.Equal(PermissionFailure.Failed, error.Failure);
    }

    [Fact]
    public async Task After_a_lost_answer_one_that_is_gone_was_revoked()
    {
        _ksef.Listed(canDelegate: false);
        _ksef.Ksef.Handler.ThrowOnViolation = false;
        _ksef.Ksef.On(Revocation, 500);

        Assert.Equal(PermissionChangeOutcome.Revoked, (await RunAsync()).Outcome);
        Assert.Equal(1, _ksef.Count(Revocation));
    }

    [Fact]
    public async Task A_later_run_waits_for_the_operation_and_revokes_nothing_twice()
    {
        _ksef.Status(100).Status(200).Listed(canDelegate: false);

        var result = await Run().RunAsync(ScriptedSession.Reference, log: null, Cancel);

        Assert.Equal(PermissionChangeOutcome.Revoked, result.Outcome);
        Assert.Equal(0, _ksef.Count(Revocation));
    }

    [Fact]
    public async Task A_revocation_that_is_still_under_way_is_not_asked_for_again()
    {
        _ksef.Status(100).Listed(canDelegate: false, "InvoiceRead").Accept(Revocation);

        var error = await Assert.ThrowsAsync<PermissionException>(() =>
            Run().RunAsync(ScriptedSession.Reference, log: null, Cancel)
        );

        Assert.Equal(PermissionFailure.StillInProgress, error.Failure);
        Assert.Equal(0, _ksef.Count(Revocation));
    }

    [Fact]
    public async Task What_is_sent_is_told_before_and_its_number_before_the_wait()
    {
        _ksef.Accept(Revocation).Status(200);
        var steps = new List<string>();

        await Run()
            .RunAsync(
                reference: null,
                new TellingLog(step => steps.Add($"{step} after {_ksef.Ksef.Requests.Count}")),
                Cancel
            );

        Assert.Equal(["sending after 0", $"{ScriptedSession.Reference} after 1"], steps);
    }

    [Fact]
    public async Task A_journal_that_is_full_does_not_say_that_there_was_nothing_to_revoke()
    {
        _ksef.Accept(Revocation).Listed(canDelegate: false);
        var full = new TellingLog(step =>
        {
            if (step is ScriptedSession.Reference)
                throw new IOException("full");
        });

        await Assert.ThrowsAsync<IOException>(() => Run().RunAsync(reference: null, full, Cancel));

        Assert.Single(_ksef.Ksef.Requests);
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_it_sends_revokes_nothing()
    {
        _ksef.Accept(Revocation).Status(200);
        var steps = new List<string>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Run().RunAsync(reference: null, new TellingLog(steps.Add), new CancellationToken(canceled: true))
        );

        Assert.Empty(steps);
        Assert.Empty(_ksef.Ksef.Requests);
    }

    private RevokeRun Run() => new(_ksef.Session, ScriptedSession.Id, _ksef.Options, _ksef.Clock);

    private Task<GrantResult> RunAsync() => Run().RunAsync(reference: null, log: null, Cancel);
}

using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>What a revocation does in places that are not its signer's, and where it is cut short.</summary>
public sealed class RevokedCertificatesTests() : EnrolmentTest(7)
{
    [Fact]
    public async Task Of_one_of_ours_it_is_told_where_its_key_is_and_that_KSeF_has_it()
    {
        var first = await Bench.EnrolAsync();
        using var process = Bench.Start();

        var found = await Revocation(process).LookAsync(Order(first), Cancel);

        Assert.Equal((first.Secret!.Value.Name, "KsefVault", true), (found.SecretName, found.Vault, found.InKseF));
    }

    [Fact]
    public async Task Sessions_are_closed_where_its_own_holder_acts_though_another_holder_s_certificate_signs_in()
    {
        var first = await Bench.EnrolAsync();
        var served = Serve(OfficeBench.NipNumber(2));
        await EnrolClientAsync();
        await SignInAsync(first.Secret!.Value, served);
        var left = Assert.Single(Sessions(served)).ReferenceNumber;
        using var process = Bench.Start();

        await Revocation(process).RevokeAsync(Order(first), Cancel);

        Assert.True(Assert.Single(Sessions(served), session => session.ReferenceNumber == left).IsRevoked);
    }

    [Fact]
    public async Task Who_stops_it_while_sessions_are_closed_is_obeyed_and_the_next_run_goes_on()
    {
        var first = await Bench.EnrolAsync();
        await Bench.EnrolAsync(Bench.Order with { Force = true });
        using var stop = new CancellationTokenSource();
        using var stopped = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "before GET sessions")
                        stop.Cancel();
                },
            }
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Revocation(stopped).RevokeAsync(Order(first), stop.Token)
        );
        using var next = Bench.Start();
        var result = await Revocation(next).RevokeAsync(Order(first), Cancel);

        Assert.Equal((RevocationOutcome.AlreadyRevoked, true), (result.Outcome, result.WasResumed));
    }

    [Fact]
    public async Task Where_the_journal_cannot_say_that_it_is_done_that_is_told()
    {
        var first = await Bench.EnrolAsync();
        using var process = Bench.Start();

        var result = await Revocation(
                process,
                new FailsAt(JournalFile.Finished, new IOException("No space left on device"))
            )
            .RevokeAsync(Order(first), Cancel);

        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.Contains(
            result.Warnings,
            warning => warning.Contains("the next run looks again", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Where_the_journal_cannot_say_that_a_killed_run_is_done_that_is_told()
    {
        var first = await Bench.EnrolAsync();
        using (var dying = Bench.Start())
            await Assert.ThrowsAsync<SimulatedDeathException>(() =>
                Revocation(dying, new FailsAt("revoked", new SimulatedDeathException("revoked")))
                    .RevokeAsync(Order(first), Cancel)
            );
        using var next = Bench.Start();

        var result = await Revocation(
                next,
                new FailsAt(JournalFile.Finished, new IOException("No space left on device"))
            )
            .RevokeAsync(Order(first), Cancel);

        Assert.Equal((RevocationOutcome.AlreadyRevoked, true), (result.Outcome, result.WasResumed));
        Assert.Contains("the next run looks again", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private static RevocationOrder Order(EnrolmentResult result) =>
        new(result.Certificate!.SerialNumber, RevocationReason.Superseded);

    private CertificateRevocation Revocation(EnrolmentProcess process, IProgress<string>? steps = null) =>
        new(Bench.Office, Bench.Vault, process.Sessions, SessionCache.InMemory(Clock), Clock, steps);

    private IEnumerable<AuthSession> Sessions(ContextIdentifier context) =>
        Bench.World.Sessions.All.Where(session => session.IsRedeemed && session.Context.Value == context.Value);

    private async Task EnrolClientAsync()
    {
        var nip = Nip.Parse(Bench.Context.Value);
        Bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        await Bench.EnrolAsync(Bench.Order with { Holder = CertificateHolder.OfClient(nip) });
    }
}

using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Access.Ending;

/// <summary>Takes one step, by the engine's own way for it. Whatever breaks is that step's end.</summary>
internal sealed class StepRunner(EndScene scene, KsefEnvironment environment, ContextIdentifier context)
{
    /// <summary>Takes it.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<StepEnd> RunAsync(EndStep step, CancellationToken cancellationToken)
    {
        var end = step.Known ?? await TryAsync(step, cancellationToken);
        return end with { At = scene.Time.GetUtcNow() };
    }

    private async Task<StepEnd> TryAsync(EndStep step, CancellationToken cancellationToken)
    {
        try
        {
            return step switch
            {
                { Rotation: { } rotation } => await RotateAsync(rotation, cancellationToken),
                { Token: { } token } => await EndTokenAsync(token, cancellationToken),
                { Job: { } job } => await TakeBackAsync(job, cancellationToken),
                { Certificate: { } order } => await RevokeAsync(order, cancellationToken),
                { Way: { } secret } => await CloseAsync(secret, cancellationToken),
                _ => new StepEnd(AccessEndOutcome.AlreadyEnded),
            };
        }
        catch (Exception failure) when (Faults.AreOfOneItem(failure, cancellationToken))
        {
            return new StepEnd(AccessEndOutcome.Failed, Sentence(failure));
        }
    }

    private async Task<StepEnd> RotateAsync(TokenOrder order, CancellationToken cancellationToken)
    {
        using var work = new ClientTokenWork(scene.Tokens, [order]);
        var change = (await work.RunAsync(cancellationToken)).Single();
        var end = change.Outcome switch
        {
            TokenOutcome.Rotated when change.FormerRevoked => new StepEnd(AccessEndOutcome.Replaced, change.Reason),
            TokenOutcome.Rotated => new StepEnd(AccessEndOutcome.InProgress, change.Reason),
            _ => Of(change),
        };
        return end with { KsefReference = change.Reference, Remedy = change.Remedy };
    }

    private async Task<StepEnd> EndTokenAsync(TokenEndOrder order, CancellationToken cancellationToken)
    {
        using var work = new ClientTokenEnds(scene.Tokens, [order]);
        var end = Of(await work.RunAsync(cancellationToken).SingleAsync(cancellationToken));
        return end.Outcome is AccessEndOutcome.NeedsSignature
            ? end with
            {
                Outcome = AccessEndOutcome.ClientMust,
            }
            : end;
    }

    private static StepEnd Of(KsefTokenChange change) =>
        new(
            change.Outcome switch
            {
                TokenOutcome.Revoked => AccessEndOutcome.Ended,
                TokenOutcome.AlreadyRevoked => AccessEndOutcome.AlreadyEnded,
                TokenOutcome.NeedsForce => AccessEndOutcome.NeedsForce,
                TokenOutcome.NeedsSignature => AccessEndOutcome.NeedsSignature,
                TokenOutcome.InProgress => AccessEndOutcome.InProgress,
                TokenOutcome.Busy => AccessEndOutcome.Busy,
                TokenOutcome.Refused => AccessEndOutcome.Kept,
                _ => AccessEndOutcome.Failed,
            },
            change.Reason
        )
        {
            Remedy = change.Remedy,
            Proof = change.Proof,
        };

    private async Task<StepEnd> TakeBackAsync(PermissionJob job, CancellationToken cancellationToken)
    {
        var changes = new PermissionChanges(scene.Vault, scene.Sessions, scene.Patience, scene.Time);
        var result = await changes.RunAsync([job], throttleLimit: 1, cancellationToken).SingleAsync(cancellationToken);
        if (result.Warning is { } warning)
            scene.Options.Warn?.Invoke($"{job.Context.Value} ({job.Name}): {warning}");
        return result switch
        {
            { Failure: PermissionException { IsAboutSession: true } refusal } => new StepEnd(
                AccessEndOutcome.ClientMust,
                refusal.Message
            ),
            { Failure: { } failure } => new StepEnd(AccessEndOutcome.Failed, Sentence(failure)),
            { Change: { } change } => new StepEnd(
                change.Outcome switch
                {
                    PermissionChangeOutcome.Revoked => AccessEndOutcome.Ended,
                    PermissionChangeOutcome.InProgress => AccessEndOutcome.InProgress,
                    PermissionChangeOutcome.Busy => AccessEndOutcome.Busy,
                    _ => AccessEndOutcome.AlreadyEnded,
                },
                change.Reason is { Length: > 0 } reason ? reason : null
            )
            {
                KsefReference = change.ReferenceNumber,
            },
            _ => new StepEnd(AccessEndOutcome.Failed),
        };
    }

    private async Task<StepEnd> RevokeAsync(RevocationOrder order, CancellationToken cancellationToken)
    {
        var revocation = new CertificateRevocation(
            scene.Office,
            scene.Vault,
            scene.Sessions,
            scene.Cache,
            scene.Time,
            scene.Options.Steps
        );
        var result = await revocation.RevokeAsync(order, cancellationToken);
        foreach (var warning in result.Warnings)
            scene.Options.Warn?.Invoke($"{result.Certificate.Holder}: {warning}");
        var outcome = result.Outcome switch
        {
            RevocationOutcome.Revoked => AccessEndOutcome.Ended,
            RevocationOutcome.Busy => AccessEndOutcome.Busy,
            _ => AccessEndOutcome.AlreadyEnded,
        };
        var end = new StepEnd(outcome, result.Reason is { Length: > 0 } reason ? reason : null);
        return outcome is AccessEndOutcome.Busy || result.Certificate.SecretName is not { } secret
            ? end
            : end with
            {
                Proof = await ProveAsync(new SecretAddress(result.Certificate.Vault, secret), cancellationToken),
            };
    }

    /// <summary>Closes what a certificate has open here, and sees whether it still gets in.</summary>
    private async Task<StepEnd> CloseAsync(SecretAddress secret, CancellationToken cancellationToken)
    {
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        var closed = await TryOpenAsync(clients, secret, fresh: false, cancellationToken) is { Session: { } open }
            ? await OpenSessions.CloseAllAsync(open, cancellationToken)
            : 0;
        // Whoever leaves loses the certificate itself; that is proven there.
        if (scene.Leaver is not null)
            return new StepEnd(closed > 0 ? AccessEndOutcome.Ended : AccessEndOutcome.AlreadyEnded);
        var (again, refusal) = await TryOpenAsync(clients, secret, fresh: true, cancellationToken);
        if (again is null)
            return new StepEnd(closed > 0 ? AccessEndOutcome.Ended : AccessEndOutcome.AlreadyEnded)
            {
                Proof = EndingSentences.Refused(refusal!),
            };
        await OpenSessions.CloseAllAsync(again, cancellationToken);
        return new StepEnd(AccessEndOutcome.ClientMust, EndingSentences.StillLetIn());
    }

    private async Task<string?> ProveAsync(SecretAddress secret, CancellationToken cancellationToken)
    {
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        return await TryOpenAsync(clients, secret, fresh: true, cancellationToken) is { Refusal: { } refusal }
            ? EndingSentences.Refused(refusal)
            : null;
    }

    private async Task<(KsefSession? Session, SignInException? Refusal)> TryOpenAsync(
        ClientSessions clients,
        SecretAddress secret,
        bool fresh,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await clients.OpenAsync(environment, secret, context, fresh, cancellationToken), null);
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return (null, refusal);
        }
    }

    private static string Sentence(Exception failure) =>
        TokenFailures.Sentence(failure) is { } said && failure is not (CertificateCareException or EnrolmentException)
            ? said
        : failure is CertificateCareException or EnrolmentException ? failure.Message
        : Faults.Sentence(failure);
}

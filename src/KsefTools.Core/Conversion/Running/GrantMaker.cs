using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Lets somebody who may do so grant the identity what it lacks, and waits until KSeF has decided. A grant whose answer was lost
/// is not assumed: the next run looks at KSeF's lists, and asks again only for what is not there.
/// </summary>
internal sealed class GrantMaker(ConversionScene scene, OperationRecord record, Grantor grantor)
{
    /// <summary>Grants in a client's context, or passes on in the office's.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">The session ended; a later run goes on.</exception>
    public async Task<(GrantEnd End, string? Problem)> GrantAsync(
        Nip client,
        IReadOnlyList<string> permissions,
        CancellationToken cancellationToken
    )
    {
        var reference = record.Last(ConversionStep.GrantSent)?["reference"];
        if (reference is null)
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                record.Write(ConversionStep.Granting, ("permissions", string.Join(' ', permissions)));
                reference = await SendAsync(client, permissions);
                record.Write(ConversionStep.GrantSent, ("reference", reference));
            }
            catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Forbidden)
            {
                record.Write(ConversionStep.GrantRefused);
                return (GrantEnd.NotAllowed, refusal.Message);
            }
            catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Validation)
            {
                record.Write(ConversionStep.GrantRefused);
                return (GrantEnd.Failed, refusal.Message);
            }
        return await WaitAsync(reference, cancellationToken);
    }

    private async Task<(GrantEnd End, string? Problem)> WaitAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            await new PermissionOperation(grantor.Session, Patience, scene.Time).WaitAsync(
                reference,
                cancellationToken
            );
            record.Write(ConversionStep.Granted, ("reference", reference));
            return (GrantEnd.Done, null);
        }
        catch (PermissionException refusal) when (refusal.Failure is PermissionFailure.StillInProgress)
        {
            return (GrantEnd.Pending, null);
        }
        catch (PermissionException refusal)
        {
            record.Write(ConversionStep.GrantRefused, ("reference", reference));
            var end = refusal.Failure is PermissionFailure.CallerLacksRights ? GrantEnd.NotAllowed : GrantEnd.Failed;
            return (end, refusal.Message);
        }
    }

    // Ctrl-C waits for the answer, because it names the operation; the call has a time limit of its own.
    private async Task<string> SendAsync(Nip client, IReadOnlyList<string> permissions)
    {
        var session = grantor.Session;
        var started = await session.SendAsync(
            (access, _) =>
                grantor.IsOffice
                    ? session.Api.GrantIndirectAsync(access, Indirect(client, permissions), CancellationToken.None)
                : scene.Identity.IsCompany
                    ? session.Api.GrantEntityAsync(access, Entity(permissions), CancellationToken.None)
                : session.Api.GrantPersonAsync(access, Person(permissions), CancellationToken.None),
            CancellationToken.None
        );
        return started.ReferenceNumber;
    }

    // Nobody asked for the right to pass it on, so it is not granted.
    private GrantEntityRequest Entity(IReadOnlyList<string> permissions) =>
        new(
            Subject,
            [.. permissions.Select(permission => new EntityRight(permission, CanDelegate: false))],
            Description,
            new EntityDetails(GrantNames.OfEntity(scene.Office.Settings.Name))
        );

    private GrantPersonRequest Person(IReadOnlyList<string> permissions) =>
        new(Subject, permissions, Description, GrantNames.OfPerson(scene.Identity.Material.Certificate));

    private GrantIndirectRequest Indirect(Nip client, IReadOnlyList<string> permissions) =>
        new(
            Subject,
            new TypedIdentifier("Nip", client.Value),
            permissions,
            Description,
            GrantNames.OfPerson(scene.Identity.Material.Certificate)
        );

    private PermissionOptions Patience =>
        new()
        {
            PollDelay = scene.Options.PollDelay,
            MaxPollDelay = scene.Options.MaxPollDelay,
            MaxWait = scene.Options.MaxWait,
        };

    private TypedIdentifier Subject =>
        new(
            scene.Identity.Subject.Kind switch
            {
                IdentityKind.Nip => "Nip",
                IdentityKind.Pesel => "Pesel",
                _ => "Fingerprint",
            },
            scene.Identity.Subject.Value
        );

    private string Description => GrantNames.Description(scene.Office.Settings.Name);
}

using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// Puts the old certificate out of use: revokes it, and closes what it opened, which KSeF leaves open.
/// </summary>
internal sealed class OldCertificate(
    OfficeFolder office,
    KsefSessions sessions,
    KsefEnvironment environment,
    OperationRecord record,
    EnrolmentPlan plan
)
{
    /// <summary>Safe to do twice.</summary>
    /// <param name="current">Whose sessions revoke and close; the new certificate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What could not be done, in sentences.</returns>
    public async Task<IReadOnlyList<string>> EndAsync(KeyMaterial current, CancellationToken cancellationToken)
    {
        if (plan.OldSerial is not { } serial)
            return [EnrolmentSentences.NotKsefs];
        if (!record.Has(EnrolmentStep.OldRevoked) && plan.Old is { } old && IsStillNamed(old))
            return [EnrolmentSentences.StillNamed(plan.Holder, old, serial)];
        var session = await sessions.OpenAsync(environment, plan.Context, current, fresh: false, cancellationToken);
        if (!record.Has(EnrolmentStep.OldRevoked))
            await RevokeAsync(session, serial, cancellationToken);
        if (record.Has(EnrolmentStep.SessionsClosed))
            return [];
        var warnings = new List<string>();
        foreach (var context in Contexts())
            if (await CloseAsync(context, current, cancellationToken) is { } why)
                warnings.Add(EnrolmentSentences.SessionsLeft(context.ToString(), why));
        record.Write(EnrolmentStep.SessionsClosed);
        return warnings;
    }

    /// <summary>
    /// Whether somebody may still sign in with it: a file that could not be changed, or that was written meanwhile.
    /// </summary>
    private bool IsStillNamed(SecretAddress old)
    {
        try
        {
            return SecretUse.Of(OfficeFolder.Open(office.Path), byText: false).Names(old);
        }
        catch (Exception unreadable) when (unreadable is OfficeFolderException or OfficeFileException)
        {
            return true;
        }
    }

    private async Task RevokeAsync(KsefSession session, string serial, CancellationToken cancellationToken)
    {
        // An earlier process may have done it and died before it could say so.
        if (await new CertificateRegister(session).StatusAsync(serial, cancellationToken) is "Active")
            await session.SendAsync(
                async (access, cancel) =>
                {
                    var request = new RevokeCertificateRequest("Superseded");
                    await session.Api.RevokeCertificateAsync(access, serial, request, cancel);
                    return true;
                },
                cancellationToken
            );
        record.Write(EnrolmentStep.OldRevoked, ("serial", serial));
    }

    /// <summary>
    /// Where the old certificate may have signed in: the holder's own context, and the clients that it serves.
    /// </summary>
    private IEnumerable<ContextIdentifier> Contexts() =>
        office
            .Profiles.ReadAll()
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .Where(profile =>
                plan.Holder.Kind is HolderKind.OfficeIdentity
                && profile.Access.Any(entry => OfficeIdentity.Names.Equals(entry.Identity, plan.Holder.Name))
                && EnvironmentName.Same(office.EnvironmentNameOf(profile), plan.Environment)
            )
            .Select(profile => ContextIdentifier.Of(profile.Nip))
            .Prepend(plan.Context)
            .Distinct();

    /// <summary>Null where all is closed; else why not.</summary>
    private async Task<string?> CloseAsync(
        ContextIdentifier context,
        KeyMaterial current,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var session = await sessions.OpenAsync(environment, context, current, fresh: false, cancellationToken);
            await OpenSessions.CloseEarlierAsync(session, cancellationToken);
            return null;
        }
        catch (Exception error) when (error is KsefApiException or SignInException)
        {
            return error.Message;
        }
    }
}

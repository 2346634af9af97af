using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Changes;

namespace KsefTools.Core.Access.Ending;

/// <summary>
/// The office itself: what a leaver has at home and at all partners, and the leaver's certificates. A certificate
/// revokes itself only while its holder may do something somewhere, so this comes before the clients.
/// </summary>
/// <param name="scene">The run.</param>
/// <param name="clients">Those where the leaver has anything.</param>
internal sealed class HomeAccessEnd(EndScene scene, IReadOnlyList<ClientAccessEnd> clients)
{
    private string Nip => scene.Office.Settings.Nip.Value;

    /// <summary>Null where nothing of the leaver's is there, and for one that a person has declined.</summary>
    public async Task<KsefAccessEnd?> RunAsync(CancellationToken cancellationToken)
    {
        var permissions = scene
            .HandedOn[Nip]
            .Where(row => row.Reference is not null && scene.Leaver!.Fits(row))
            .Select(OfPermission);
        var certificates = scene
            .Certificates.SelectMany(rows => rows)
            .Where(row => scene.Leaves(row.Identity) && !IsOver(row))
            .DistinctBy(row => row.Reference, StringComparer.OrdinalIgnoreCase)
            // One of type Offline signs nobody in: it goes while the one that does is still there.
            .OrderBy(row => row.What is not nameof(CertificateType.Offline))
            .Select(OfCertificate);
        // Whoever takes back what was handed on does so before losing the certificate; else that goes first.
        IReadOnlyList<EndStep> steps =
            scene.Home is { } home && !scene.Leaves(home.Name)
                ? [.. certificates, .. permissions]
                : [.. permissions, .. certificates];
        if (steps.Count == 0)
            return null;
        return await new EndRun(
            scene,
            scene.Office.EnvironmentOf(),
            ContextIdentifier.Of(scene.Office.Settings.Nip),
            scene.Office.Settings.Name
        ).RunAsync(steps, cancellationToken);
    }

    private EndStep OfPermission(KsefAccess row)
    {
        var step = EndStep.Of(row, row.What is "CredentialsManage" ? EndTurn.Management : EndTurn.Permission);
        var home = scene.Home;
        return home is null
            ? step with
            {
                Known = new StepEnd(AccessEndOutcome.NeedsSignature, EndingSentences.NobodyAtHome()),
            }
            : step with
            {
                Job = PermissionJob.AtHome(scene.Office, row.Environment, home) with { PermissionId = row.Reference },
            };
    }

    private static bool IsOver(KsefAccess row) => CertificateStandings.Read(row.State) is CertificateStanding.Expired;

    private EndStep OfCertificate(KsefAccess row)
    {
        var step = EndStep.Of(row, EndTurn.Certificate);
        if (row.SecretName is null)
            return step with { Known = new StepEnd(AccessEndOutcome.Kept, EndingSentences.NotHeldHere()) };
        if (row.What is nameof(CertificateType.Offline) && !scene.Options.IncludeOffline)
            return step with { Known = new StepEnd(AccessEndOutcome.Kept, EndingSentences.OfflineStays()) };
        if (row.What is nameof(CertificateType.External))
            return step with { Known = new StepEnd(AccessEndOutcome.ClientMust, EndingSentences.NotKsefs()) };
        var dependent = clients.Where(client => client.DependsOnLeaver).Select(client => client.Profile).ToList();
        if (dependent.Count > 0)
            return step with
            {
                Known = new StepEnd(
                    AccessEndOutcome.NeedsForce,
                    EndingSentences.StillServes(dependent.Select(one => $"{one.Nip} ({one.Name})"))
                ),
            };
        return step with
        {
            Certificate = new RevocationOrder(row.Reference!, RevocationReason.Unspecified)
            {
                Holder = CertificateHolder.OfIdentity(row.Identity!),
                AlsoIn = [.. clients.Select(client => ContextIdentifier.Of(client.Profile.Nip))],
            },
        };
    }
}

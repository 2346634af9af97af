using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Lint;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions.Inventory;

namespace KsefTools.Core.Runs.Parts;

/// <summary>What is about the office as a whole: files and vaults, what clients have granted, and quotas.</summary>
internal sealed class OfficePart(RunContext run)
{
    /// <summary>Left of a quota, at which it is worth a warning: a tenth, and no less than two.</summary>
    private const int FewLeft = 2;

    /// <summary>Files, vaults and open operations.</summary>
    public async IAsyncEnumerable<KsefAuditResult> FilesAsync(
        Func<string, string?> nameOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var issues = await new OfficeLint(run.Office, run.Vault, run.Options.Allowed).RunAsync(cancellationToken);
        foreach (var issue in issues)
            yield return RunNouns.Of(issue, nameOf, run.Office.Path, run.Now);
    }

    /// <summary>What all clients of an environment have let the office do, in one call.</summary>
    public async IAsyncEnumerable<KsefAuditResult> PermissionsAsync(
        string environment,
        Func<string, string?> nameOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (run.Office.IdentityAtHome() is not { } home)
            yield break;
        var inventory = new PermissionInventory(run.Office, run.Vault, run.Sessions);
        var found = await inventory.ReadOfficeAsync(KsefEnvironment.Parse(environment), home, cancellationToken);
        var clients = found
            .Where(permission => permission.State is PermissionState.Active)
            .ToLookup(permission => permission.Nip, permission => permission.Permission, StringComparer.Ordinal);
        foreach (var client in clients)
            yield return Granted(
                client.Key,
                nameOf(client.Key) ?? client.Key,
                environment,
                [.. client.Distinct(StringComparer.Ordinal)]
            );
        foreach (var gone in Before(environment).Where(before => !clients.Contains(before.Nip!)))
            yield return Granted(gone.Nip!, gone.Name, environment, []);
    }

    /// <summary>Clients who have been asked to grant something.</summary>
    /// <param name="arrived">Those who have done so by now.</param>
    /// <param name="nameOf">The name of a client of the office; null for a NIP that is none.</param>
    public IEnumerable<KsefAuditResult> Waiting(IReadOnlySet<string> arrived, Func<string, string?> nameOf) =>
        from client in new WaitingClients(run.Office).All()
        where !arrived.Contains(client.Nip)
        let name = nameOf(client.Nip)
        where name is not null
        let finding = RunFindings.Waiting(client.Nip, client.Missing)
        select new KsefAuditResult
        {
            Area = AuditArea.Waiting,
            Nip = client.Nip,
            Name = name,
            Environment = client.Environment,
            Identity = client.Identity,
            Status = RunVerdict.StatusOf([finding]),
            Findings = new([finding]),
            TestedAt = run.Now,
            OfficePath = run.Office.Path,
        };

    /// <summary>How many certificates KSeF still lets the office's identities ask for.</summary>
    public async IAsyncEnumerable<KsefAuditResult> QuotasAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var holders = run
            .Office.Settings.Identities.Where(identity => !string.IsNullOrEmpty(identity.Secret))
            .Select(identity => CertificateHolder.OfIdentity(identity.Name))
            .ToList();
        if (holders.Count == 0)
            yield break;
        using var holdings = await CertificateHoldings.ReadAsync(
            run.Office,
            run.Vault,
            holders,
            cancellationToken,
            // Of those in a vault that does not answer, their own verdicts say so.
            silent: (_, _) => { }
        );
        foreach (var items in holdings.Items.GroupBy(CertificateInventory.IdentityOf))
        {
            var place = items.First().Place;
            if (run.SilenceOf(place.Environment) is not null)
                continue;
            foreach (var result in await QuotasAsync([.. items], cancellationToken))
                yield return result;
        }
    }

    private async Task<KsefAuditResult[]> QuotasAsync(
        IReadOnlyCollection<HeldItem> items,
        CancellationToken cancellationToken
    )
    {
        var place = items.First().Place;
        var who = place.Holder.Name;
        try
        {
            var (session, _) = await new HolderSessions(run.Sessions, run.Time).OpenAsync(
                items,
                _ => false,
                cancellationToken
            );
            var quotas = await session.SendAsync(
                (access, cancel) => session.Api.GetCertificateQuotasAsync(access, cancel),
                cancellationToken
            );
            return
            [
                Left(who, UiText.Of("applications", "wnioski"), place.Environment, quotas.Enrollment),
                Left(who, UiText.Of("certificates", "certyfikaty"), place.Environment, quotas.Certificate),
            ];
        }
        // Of one that does not sign in, the verdict on its certificate says why.
        catch (CertificateCareException)
        {
            return [];
        }
        catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Forbidden or ApiErrorKind.Validation)
        {
            return [];
        }
        catch (Exception failure) when (Faults.AreOfOneItem(failure, cancellationToken))
        {
            return [Failed(AuditArea.Quota, who, failure) with { Identity = who, Environment = place.Environment }];
        }
    }

    /// <summary>What is not known of an item, or of a whole part, and why.</summary>
    public KsefAuditResult Failed(AuditArea area, string name, Exception failure) =>
        new()
        {
            Area = area,
            Name = name,
            Status = CredentialStatus.Unknown,
            Findings = new([RunFindings.Failed(RunContext.Why(failure))]),
            TestedAt = run.Now,
            OfficePath = run.Office.Path,
        };

    private KsefAuditResult Granted(string nip, string name, string environment, IReadOnlyList<string> permissions)
    {
        var result = new KsefAuditResult
        {
            Area = AuditArea.Permission,
            Nip = nip,
            Name = name,
            Environment = environment,
            Status = CredentialStatus.Healthy,
            Permissions = new(permissions.Order(StringComparer.Ordinal)),
            TestedAt = run.Now,
            OfficePath = run.Office.Path,
        };
        return
            run.Before(result) is { } before
            && PermissionDrift.Of(nip, before.Permissions, result.Permissions) is { } drift
            ? result.With(drift)
            : result;
    }

    private IEnumerable<KsefAuditResult> Before(string environment) =>
        (run.Previous?.Results ?? []).Where(before =>
            before is { Area: AuditArea.Permission, Nip: not null, Permissions.Count: > 0 }
            && before.Environment == environment
        );

    private KsefAuditResult Left(string identity, string what, string environment, Quota quota)
    {
        IReadOnlyList<KsefAuditFinding> findings =
            quota.Remaining <= Math.Max(FewLeft, quota.Limit / 10)
                ? [RunFindings.Low(quota.Remaining, quota.Limit)]
                : [];
        return new()
        {
            Area = AuditArea.Quota,
            Name = $"{identity}: {what}",
            Identity = identity,
            Environment = environment,
            Status = RunVerdict.StatusOf(findings),
            Findings = new(findings),
            Remaining = quota.Remaining,
            Limit = quota.Limit,
            TestedAt = run.Now,
            OfficePath = run.Office.Path,
        };
    }
}

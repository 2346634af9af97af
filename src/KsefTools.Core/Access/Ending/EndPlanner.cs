using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Access.Ending;

/// <summary>What ends at one client, by what was seen there.</summary>
internal sealed class EndPlanner(EndScene scene, ClientProfile profile, AccessListing listing)
{
    private readonly List<AccessWay> _managers = [.. listing.Ways.Where(way => way.MayManage)];

    private bool OfficeLeaves => scene.Leaver is null;

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<EndStep> Plan()
    {
        var handedOn = scene.HandedOn[profile.Nip.Value].Where(IsMeant).ToList();
        var known = handedOn.Select(row => row.Reference).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rows = listing.Rows.Where(IsMeant).ToList();
        List<EndStep> steps =
        [
            .. rows.Where(row => row.Kind is AccessKind.Token).Select(OfToken),
            .. OfficeLeaves ? DeadTokens(rows) : [],
            .. rows.Where(row => IsTakenBack(row) && !known.Contains(row.Reference)).Select(OfPermission),
            .. handedOn.Where(IsTakenBack).Select(OfHandedOn),
            .. OfficeLeaves ? OwnCertificates() : [],
        ];
        if (scene.Options.Replace)
            steps.AddRange(BegunRotations(steps));
        steps.AddRange(OfficeLeaves ? OwnWays() : LeaversWays(steps));
        return [.. steps.OrderBy(step => step.Turn)];
    }

    private bool IsMeant(KsefAccess row) =>
        scene.Leaver is { } leaver ? leaver.Fits(row) : row.IsOurs || row.Identity is not null;

    // What a token may do ends with it, and an owner's rights are nobody's to take.
    private static bool IsTakenBack(KsefAccess row) =>
        row is { Kind: AccessKind.Permission, Reference: not null, HolderType: not "Token" }
        && row.Source is not nameof(PermissionSource.Owner);

    private EndStep OfToken(KsefAccess row)
    {
        var entry = profile.Access.FirstOrDefault(known =>
            known.Kind is CredentialKind.Token
            && known.Secret is not null
            && (known.IsOf(row.SecretName, row.Vault, scene.Office) || Same(known.Reference, row.Reference))
        );
        var force = OfficeLeaves || scene.Options.Force;
        if (scene.Options.Replace && entry is { RetiredOn: null })
            return EndStep.Of(row, EndTurn.Rotation) with
            {
                Rotation = new TokenOrder(profile)
                {
                    Former = entry,
                    NotBy = [.. scene.Leaving.Select(identity => identity.Name)],
                },
            };
        var step = EndStep.Of(row, IsNeededLonger(entry) ? EndTurn.ManagingToken : EndTurn.Token);
        return entry is null && _managers.Count == 0 && !IsOwnMaker(row)
            ? step with
            {
                Known = new StepEnd(AccessEndOutcome.ClientMust, EndingSentences.OnlyAuthorOrClient()),
            }
            : step with
            {
                Token = new TokenEndOrder(profile)
                {
                    Entry = entry,
                    Reference = row.Reference,
                    Force = force,
                },
            };
    }

    /// <summary>
    /// Rotations that a killed run of the same end began: the file names the successor already, so nothing tells any
    /// more that the old token was the leaver's.
    /// </summary>
    private IEnumerable<EndStep> BegunRotations(List<EndStep> steps)
    {
        var environment = scene.Office.EnvironmentOf(profile);
        if (!scene.Open.Has(OperationKind.Departure, scene.SubjectAt(environment, ContextIdentifier.Of(profile.Nip))))
            yield break;
        var subject = TokenPlan.SubjectOf(environment.Name, profile.Nip);
        foreach (var begun in scene.Tokens.Open.StartsOf(OperationKind.Rotation, subject).Select(TokenPlan.Of))
            if (
                begun is { FormerReference: { } former }
                && !steps.Exists(step => Same(step.Reference, former))
                && profile.Access.FirstOrDefault(entry => SecretUse.AddressOf(scene.Office, entry) == begun.Secret)
                    is { } entry
            )
                yield return new EndStep(EndTurn.Rotation, AccessKind.Token, string.Join(", ", begun.Permissions))
                {
                    Reference = former,
                    Rotation = new TokenOrder(profile) { Former = entry },
                };
    }

    // Its author may end it as well, and an identity of ours that opens the client is one.
    private bool IsOwnMaker(KsefAccess row) =>
        row.Identity is not null && listing.Ways.Any(way => way.Works && Same(way.Credential.Identity, row.Identity));

    /// <summary>Where no certificate may take permissions back, a token that may does so before it goes.</summary>
    private bool IsNeededLonger(AccessEntry? entry) =>
        entry is not null
        && _managers.TrueForAll(way => way.Credential.Kind is CredentialKind.Token)
        && _managers.Exists(way => entry.IsOf(way.Credential, scene.Office));

    /// <summary>Tokens of the profile that KSeF did not list: most of them do not work any more.</summary>
    private IEnumerable<EndStep> DeadTokens(List<KsefAccess> rows)
    {
        foreach (
            var way in listing.Ways.Where(way => way.Credential is { Kind: CredentialKind.Token, SecretName: not null })
        )
        {
            var credential = way.Credential;
            var entry = profile.Access.First(known => known.IsOf(credential, scene.Office));
            if (
                rows.Exists(row =>
                    entry.IsOf(row.SecretName, row.Vault, scene.Office) || Same(row.Reference, credential.Reference)
                )
            )
                continue;
            var step = new EndStep(EndTurn.Token, AccessKind.Token, credential.SecretName!)
            {
                Holder = credential.GeneratedBy,
                Reference = credential.Reference,
            };
            yield return way.Refusal switch
            {
                SignInException refusal when IsNoneHere(refusal.Failure) => step with
                {
                    Known = new StepEnd(AccessEndOutcome.AlreadyEnded) { Proof = EndingSentences.Refused(refusal) },
                },
                SignInException { Failure: SignInFailure.TokenInactive } refusal when IsOld(credential) => step with
                {
                    Known = new StepEnd(AccessEndOutcome.AlreadyEnded) { Proof = EndingSentences.Refused(refusal) },
                },
                SignInException { Failure: SignInFailure.ContextBlocked or SignInFailure.Deceased } refusal => step with
                {
                    Known = new StepEnd(AccessEndOutcome.ClientMust, refusal.Message),
                },
                _ => step with
                {
                    Token = new TokenEndOrder(profile) { Entry = entry, Force = true },
                },
            };
        }
    }

    private static bool IsNoneHere(SignInFailure failure) =>
        failure
            is SignInFailure.TokenUnknown
                or SignInFailure.ContextMismatch
                or SignInFailure.EncodingInvalid
                or SignInFailure.TokenRejected;

    // One that is pending becomes active within hours; what is inactive after a day stays so.
    private bool IsOld(KsefCredential credential) =>
        ReferenceNumber.TryParse(credential.Reference, out var number)
        && number.Date.Later(1) < DateOnly.FromDateTime(scene.Time.GetUtcNow().UtcDateTime);

    private EndStep OfPermission(KsefAccess row)
    {
        var step = EndStep.Of(row, row.What is "CredentialsManage" ? EndTurn.Management : EndTurn.Permission);
        return _managers.Count == 0 || row.Source is nameof(PermissionSource.Indirect)
            ? step with
            {
                Known = new StepEnd(AccessEndOutcome.ClientMust, EndingSentences.OnlyClientTakesBack()),
            }
            : step with
            {
                Job = PermissionJob.AtClient(scene.Office, profile) with
                {
                    PermissionId = row.Reference,
                    Secrets =
                    [
                        .. _managers.Select(way => new SecretAddress(way.Credential.Vault, way.Credential.SecretName!)),
                    ],
                },
            };
    }

    private EndStep OfHandedOn(KsefAccess row) =>
        EndStep.Of(row, EndTurn.Permission) with
        {
            Job = PermissionJob.AtHome(scene.Office, row.Environment, scene.Home!) with
            {
                PermissionId = row.Reference,
            },
        };

    // One of type Offline signs nobody in: it goes while the one that does is still there.
    private IEnumerable<EndStep> OwnCertificates() =>
        scene
            .Certificates[profile.Nip.Value]
            .Where(IsHeld)
            .OrderBy(row => row.What is not nameof(CertificateType.Offline))
            .Select(OfOwnCertificate);

    private static bool IsHeld(KsefAccess row) =>
        row.SecretName is not null && (row.State ?? "Active") is "Active" or "Blocked" or "Revoked";

    private EndStep OfOwnCertificate(KsefAccess row)
    {
        var step = EndStep.Of(row, EndTurn.Certificate) with { SecretName = row.SecretName, Vault = row.Vault };
        if (row.What is nameof(CertificateType.Offline) && !scene.Options.IncludeOffline)
            return step with { Known = new StepEnd(AccessEndOutcome.Kept, EndingSentences.OfflineStays()) };
        if (row.What is nameof(CertificateType.External))
            return step with { Known = new StepEnd(AccessEndOutcome.ClientMust, EndingSentences.NotKsefs()) };
        return step with
        {
            Certificate = new RevocationOrder(row.Reference!, RevocationReason.Unspecified)
            {
                Holder = CertificateHolder.OfClient(profile.Nip),
            },
        };
    }

    /// <summary>The office's certificates stay, since they serve others: what they have open here ends.</summary>
    private IEnumerable<EndStep> OwnWays()
    {
        foreach (var way in listing.Ways.Where(way => way.Credential is { Identity: not null, SecretName: not null }))
        {
            var isNamed = profile.Access.Any(entry => Same(entry.Identity, way.Credential.Identity));
            if (way.Refusal is SignInException { SpeaksAboutCredential: true } refusal)
            {
                if (isNamed)
                    yield return Way(way.Credential) with
                    {
                        Known = new StepEnd(AccessEndOutcome.AlreadyEnded) { Proof = EndingSentences.Refused(refusal) },
                    };
            }
            else if (isNamed || way.Refusal is null)
                yield return Way(way.Credential);
        }
    }

    private IEnumerable<EndStep> LeaversWays(List<EndStep> steps)
    {
        foreach (var identity in scene.Leaving.Where(identity => !string.IsNullOrEmpty(identity.Secret)))
        {
            var isNamed = profile.Access.Any(entry => identity.IsCalled(entry.Identity));
            if (!isNamed && steps.TrueForAll(step => step.Kind is not AccessKind.Permission))
                continue;
            yield return Way(
                profile.ToKsefCredential(
                    new AccessEntry { Kind = CredentialKind.Certificate, Identity = identity.Name },
                    scene.Office
                )
            );
        }
    }

    private static EndStep Way(KsefCredential credential) =>
        new(EndTurn.Way, AccessKind.Certificate, credential.SecretName!)
        {
            Holder = credential.Identity,
            Identity = credential.Identity,
            Way = new SecretAddress(credential.Vault, credential.SecretName!),
        };

    private static bool Same(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

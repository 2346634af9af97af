using KsefTools.Sandbox.Lighthouse;
using KsefTools.Sandbox.RateLimits;

namespace KsefTools.Sandbox.Hosting;

/// <summary>
/// What may be changed while the sandbox runs; each environment has its own. The next request sees a change.
/// </summary>
public sealed record SandboxSettings
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>How the 60 calls a second are counted, or no limits at all.</summary>
    public LimitScope Limits { get; set; } = LimitScope.Off;

    /// <summary>Polls of an authentication's status that still see code 100. 0: finished at the first look.</summary>
    public int PollsInProgress { get; set; }

    /// <summary>How long a new token is Pending, and a revoked one Revoking, at least.</summary>
    public TimeSpan TokenDelay { get; set; } = Moment;

    /// <summary>Reads of its status that still see Pending or Revoking; 0: time alone decides.</summary>
    public int TokenReadsToSettle { get; set; }

    /// <summary>Life of the bearer that polls and redeems.</summary>
    public TimeSpan AuthenticationTokenLifetime { get; set; } = TimeSpan.FromMinutes(45);

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long after a sign-in GET /tokens shows it as <c>lastUseDate</c>; until then the use before is shown. The
    /// contract does not say. With no delay a token session can see nothing but its own sign-in.
    /// </summary>
    public TimeSpan LastUseDelay { get; set; }

    /// <summary>From this moment no KSeF token signs in (450, inactive). Null: tokens do not end.</summary>
    public DateTimeOffset? TokenEndDate { get; set; }

    /// <summary>
    /// A token with no effective permission signs in and is refused later (observed) instead of ending at 415
    /// (documented).
    /// </summary>
    public bool SignInWithoutPermissions { get; set; }

    /// <summary>
    /// Access tokens name what their holder may do in <c>pep</c> as well as in <c>per</c>; off, as observed (issue
    /// #838): <c>pep</c> is empty.
    /// </summary>
    public bool EffectiveInClaims { get; set; }

    /// <summary>
    /// A sign-in with a token that is Pending for another moment stays at 100 so long, as the Ministry's own client
    /// expects; off: 450, inactive, as the contract's letter has it.
    /// </summary>
    public bool SignInAwaitsToken { get; set; } = true;

    /// <summary>
    /// A bad challenge ends the operation at 450 (the status table knows that) instead of 400/21111 at once.
    /// </summary>
    public bool ChallengeJudgedLater { get; set; }

    /// <summary>Signatures over SHA-1 are taken, as on TEST; off as on production (observed).</summary>
    public bool Sha1Signatures { get; set; }

    /// <summary>RSA-PSS signatures are taken, as documented; off as observed.</summary>
    public bool RsaPssSignatures { get; set; }

    /// <summary>
    /// A signature of no XAdES profile is let in with the system warning sig-001 (observed) instead of 9105
    /// (documented). A caller may insist with <c>X-KSeF-Feature: enforce-xades-compliance</c>.
    /// </summary>
    public bool XadesOnlyWarned { get; set; }

    /// <summary>
    /// Certificates of issuers that nobody knows, and of the holder's own making, sign in, as on TEST, and nobody asks
    /// whether a qualified one is revoked. Off: 460, as on DEMO and production. A caller may insist with
    /// <c>verifyCertificateChain=true</c>.
    /// </summary>
    public bool SelfSignedCertificates { get; set; } = true;

    /// <summary>
    /// Schema 2.0 takes addresses, as a lenient reader of its patterns would. Off: as written they match nothing
    /// (21401).
    /// </summary>
    public bool Schema20Addresses { get; set; }

    /// <summary>How long an enrolment stays at 100 at least.</summary>
    public TimeSpan EnrollmentDelay { get; set; } = Moment;

    /// <summary>Polls of an enrolment's status that still see code 100; 0: time alone decides.</summary>
    public int EnrollmentPolls { get; set; }

    /// <summary>
    /// A KSeF certificate is a source for the next one (documentation); off: 25001 and 25002 (the ordinance names other
    /// sources only).
    /// </summary>
    public bool EnrollmentByKsefCertificate { get; set; } = true;

    /// <summary>How far ahead a certificate's validFrom may lie (observed: about 90 days).</summary>
    public TimeSpan CertificateStartsWithin { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long before its certificate ends an enrolment no longer counts (observed: about 30 days).</summary>
    public TimeSpan EnrollmentReopensBefore { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Lists that still see a revoked certificate as Blocked.</summary>
    public int CertificateReadsToRevoke { get; set; }

    /// <summary>How long a permission operation stays at 100 at least; until its end the grant gives nothing.</summary>
    public TimeSpan PermissionDelay { get; set; } = Moment;

    /// <summary>Polls of a permission operation that still see code 100; 0: time alone decides.</summary>
    public int PermissionPolls { get; set; }

    /// <summary>
    /// How long after <see cref="PermissionDelay"/> an operation ends that is polled less often than
    /// <see cref="PermissionPolls"/>.
    /// </summary>
    public TimeSpan PermissionSettlesUnpolled { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a token's session with CredentialsManage grants and revokes (inferred: nothing forbids it).
    /// </summary>
    public TokenGrantRule GrantsByToken { get; set; } = TokenGrantRule.Allowed;

    /// <summary>What becomes of a grant that exists already (documented: an error, or nothing).</summary>
    public DuplicateGrantRule DuplicateGrants { get; set; } = DuplicateGrantRule.Ignored;

    /// <summary>
    /// A grantor must hold what it grants: 420 otherwise. Off, as inferred: CredentialsManage is enough.
    /// </summary>
    public bool GrantorMustHold { get; set; }

    /// <summary>
    /// A person's grant may go to the NIP of a company, whose seal then has it (unclear); off: 450 but for a person's
    /// NIP.
    /// </summary>
    public bool PersonGrantsToCompanies { get; set; } = true;

    /// <summary>
    /// A company sees in a client's context, among its own grants, what the client gave it (observed).
    /// </summary>
    public bool CompanySeesOwnGrants { get; set; } = true;

    /// <summary>A context's list of persons shows companies as well (observed).</summary>
    public bool EntityGrantsInPersonsList { get; set; } = true;

    /// <summary>
    /// An indirect grant that rests on nothing any more still shows as Active, though it gives nothing (observed); off:
    /// Inactive (documented).
    /// </summary>
    public bool BaselessGrantsShownActive { get; set; }

    /// <summary>
    /// A <c>targetIdentifier</c> that is the context itself finds indirect grants alone, as the contract's letter has
    /// it; off: direct grants of that context, too, as the Ministry's own client expects.
    /// </summary>
    public bool OwnTargetHidesDirectGrants { get; set; }

    /// <summary>
    /// A token's session reads a token of its author that it did not sign in with, as the Ministry's own client
    /// expects; off: itself alone, as the contract's letter has it. Lists and revoking go by that letter in any case.
    /// </summary>
    public bool TokenReadsSiblings { get; set; } = true;

    /// <summary>
    /// An indirect grant for one client needs that client's grant to pass something on, as the contract's letter has
    /// it: 440 otherwise. Off, as the Ministry's own client expects: CredentialsManage there is enough, and the grant
    /// is Inactive.
    /// </summary>
    public bool IndirectGrantNeedsDelegation { get; set; }

    /// <summary>
    /// The release of the API that is played. 2.8.0: four more groups of limits. 2.8.1: CollectiveIdentifierManage for
    /// companies and their staff. 2.9.0: <c>personal/grants</c> shows an owner's rights.
    /// </summary>
    public Version ApiVersion { get; set; } = new(2, 9, 0);

    /// <summary>How an owner's rights are shown since 2.9.0; no contract of that release is at hand.</summary>
    public OwnerRightsShown OwnerRights { get; set; } = OwnerRightsShown.EachRight;

    /// <summary>403 comes without <c>timestamp</c>, as it may since 2.8.1.</summary>
    public bool ForbiddenWithoutTimestamp { get; set; }

    /// <summary>Details of a refused sign-in in English, as before API 2.6.1.</summary>
    public bool EnglishDetails { get; set; }

    /// <summary>What the Ministry's status page says; it stands beside the API and does not look at it.</summary>
    public LighthouseStatus Lighthouse { get; set; }

    /// <summary>The text of its announcement, where it has one.</summary>
    public string LighthouseText { get; set; } = "KSeF jest niedostępny.";
}

using KsefTools.Sandbox.Counting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Control;

/// <summary>Answer of a control request that failed.</summary>
internal sealed record ControlError(string Error);

/// <summary>Body of POST /_sandbox/tokens.</summary>
internal sealed record CreateTokenCommand(
    ContextIdentifier? Context,
    SubjectIdentifier? Author,
    IReadOnlyList<Permission>? Permissions,
    string? Description,
    TokenStatus? Status,
    IReadOnlyList<Permission>? EffectivePermissions
);

internal sealed record CreatedToken(string ReferenceNumber, string Token);

/// <summary>
/// Body of PATCH /_sandbox/tokens/{reference}; what is absent stays. Reads and seconds say how long it stays Pending or
/// Revoking; without them a status that is given stays.
/// </summary>
internal sealed record ChangeTokenCommand(
    TokenStatus? Status,
    IReadOnlyList<Permission>? EffectivePermissions,
    int? ReadsToSettle,
    double? SettlesAfterSeconds
);

/// <summary>Body of PATCH /_sandbox/certificates/{serialNumber}; what is absent stays.</summary>
internal sealed record ChangeCertificateCommand(CertificateStatus? Status, DateTimeOffset? ValidTo);

/// <summary>
/// GET /_sandbox/authority: the certificates, in PEM, that issue the environment's KSeF certificates and the qualified
/// ones.
/// </summary>
internal sealed record AuthorityState(string Certificate, string Qualified);

/// <summary>Body of POST /_sandbox/sessions: a session as if somebody had signed in.</summary>
internal sealed record OpenSessionCommand(
    ContextIdentifier? Context,
    SubjectIdentifier? Subject,
    SignInCategory? Category
);

internal sealed record OpenedSession(string ReferenceNumber, string AccessToken, string RefreshToken);

/// <summary>Body of PUT /_sandbox/clock; what is absent stays.</summary>
internal sealed record ClockCommand(DateTimeOffset? Now, double? AdvanceSeconds, bool? Frozen);

internal sealed record ClockState(DateTimeOffset Now, bool Frozen);

internal sealed record KeyCommand(KeyUsage? Usage, string? PublicKeyId);

internal sealed record KeyState(string PublicKeyId, string CertificateId, KeyUsage Usage, DateTimeOffset ValidFrom);

/// <summary>GET /_sandbox/counters.</summary>
internal sealed record CountersState(
    long Requests,
    long TooManyRequests,
    IReadOnlyDictionary<string, OperationCount> Operations
);

/// <summary>GET /_sandbox/state: how much there is of everything.</summary>
internal sealed record EnvironmentState(
    string Environment,
    string BasePath,
    int Subjects,
    int Persons,
    int Grants,
    IReadOnlyDictionary<string, int> Tokens,
    int Sessions,
    int BlockedContexts,
    int Faults,
    long Requests,
    long TooManyRequests
);

internal sealed record SandboxState(ClockState Clock, IReadOnlyList<EnvironmentState> Environments);

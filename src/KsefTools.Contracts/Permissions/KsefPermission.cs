using System.Diagnostics.CodeAnalysis;

namespace KsefTools;

/// <summary>One permission of one subject at one client, as KSeF shows it to the session that asked.</summary>
[SuppressMessage(
    "Naming",
    "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is the noun of the cmdlets; the suffix once belonged to code access security."
)]
public sealed record KsefPermission
{
    /// <summary>The client or part where it holds; for one at all clients of an office, the office.</summary>
    public required string Nip { get; init; }

    /// <summary>The client's name; where no profile is of that NIP, the NIP again.</summary>
    public required string Name { get; init; }

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public required string Environment { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c>, <c>Fingerprint</c>; null where KSeF does not say.</summary>
    public string? SubjectType { get; init; }

    /// <summary>Who may: the whole NIP, PESEL or fingerprint. Tables show a PESEL by its last digits.</summary>
    public string? Subject { get; init; }

    public string? SubjectName { get; init; }

    /// <summary>For example <c>InvoiceRead</c>; <c>Owner</c> for all.</summary>
    public required string Permission { get; init; }

    public required PermissionSource Source { get; init; }

    /// <summary>Whether the subject may hand it on to its own people.</summary>
    public bool CanDelegate { get; init; }

    public required PermissionState State { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary>By which Revoke-KsefPermission takes it back; null for an owner.</summary>
    public string? Id { get; init; }

    /// <summary>Who granted it; null where KSeF does not say.</summary>
    public string? GrantedBy { get; init; }

    /// <summary><c>Nip</c>, <c>Pesel</c>, <c>Fingerprint</c>, or <c>System</c> for a form ZAW-FA.</summary>
    public string? GrantedByType { get; init; }

    /// <summary>The context in which it was granted, and can be revoked.</summary>
    public required string Context { get; init; }

    /// <summary>Of one that was handed on: the client's NIP or unit, or <c>AllPartners</c>.</summary>
    public string? Target { get; init; }

    public string? Description { get; init; }

    /// <summary>The office's folder.</summary>
    public string? OfficePath { get; init; }
}

using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>
/// Who a person is, in one of three ways (contract: PersonPermissionSubjectDetails). Made by the methods below, so that
/// the type and the details fit.
/// </summary>
public sealed record PersonSubject
{
    public required string SubjectDetailsType { get; init; }

    public PersonDetails? PersonById { get; init; }

    public FingerprintWithIdDetails? PersonByFpWithId { get; init; }

    public FingerprintNoIdDetails? PersonByFpNoId { get; init; }

    /// <summary>Somebody whose certificate or trusted profile shows the NIP or the PESEL.</summary>
    public static PersonSubject ByIdentifier(string firstName, string lastName) =>
        new() { SubjectDetailsType = "PersonByIdentifier", PersonById = new PersonDetails(firstName, lastName) };

    /// <summary>Somebody known by a certificate's fingerprint, who has a NIP or a PESEL all the same.</summary>
    public static PersonSubject ByFingerprint(string firstName, string lastName, TypedIdentifier identifier) =>
        new()
        {
            SubjectDetailsType = "PersonByFingerprintWithIdentifier",
            PersonByFpWithId = new FingerprintWithIdDetails(firstName, lastName, identifier),
        };

    /// <summary>Somebody known by a certificate's fingerprint, who has neither.</summary>
    public static PersonSubject ByFingerprint(
        string firstName,
        string lastName,
        DateOnly birthDate,
        IdDocument document
    ) =>
        new()
        {
            SubjectDetailsType = "PersonByFingerprintWithoutIdentifier",
            PersonByFpNoId = new FingerprintNoIdDetails(firstName, lastName, birthDate, document),
        };
}

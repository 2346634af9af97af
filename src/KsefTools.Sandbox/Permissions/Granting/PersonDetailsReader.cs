using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>Reads who the person of a grant is.</summary>
internal static class PersonDetailsReader
{
    private const string ByIdentifier = "PersonByIdentifier";
    private const string ByFingerprintWithId = "PersonByFingerprintWithIdentifier";
    private const string ByFingerprintWithoutId = "PersonByFingerprintWithoutIdentifier";

    /// <summary>The person; null when faults were found.</summary>
    public static PersonDetails? Read(PersonDetailsRequest? request, Faultfinder faults)
    {
        const string field = "subjectDetails";
        var given = request?.SubjectDetailsType switch
        {
            ByIdentifier => request.PersonById,
            ByFingerprintWithId => request.PersonByFpWithId,
            ByFingerprintWithoutId => request.PersonByFpNoId,
            _ => null,
        };
        faults.Check(given is not null, $"{field}: wymagany jest znany typ i odpowiadające mu dane osoby.");
        if (given is null)
            return null;
        faults.Text(given.FirstName, 2, 30, $"{field}.firstName").Text(given.LastName, 2, 81, $"{field}.lastName");
        var person = new PersonDetails(request!.SubjectDetailsType!, given.FirstName!, given.LastName!);
        return request.SubjectDetailsType switch
        {
            ByFingerprintWithId => person with { PersonIdentifier = ReadNumber(given, faults) },
            ByFingerprintWithoutId => person with
            {
                BirthDate = ReadBirth(given, faults),
                IdDocument = ReadDocument(given, faults),
            },
            _ => person,
        };
    }

    /// <summary>A fingerprint needs the details of one, and a number those by number.</summary>
    public static PermissionOutcome? Contradiction(SubjectIdentifier subject, PersonDetails person) =>
        subject.Type == SubjectIdentifierType.Fingerprint == person.SubjectDetailsType is not ByIdentifier
            ? null
            : PermissionOutcome.Inconsistent("Typ danych osoby nie odpowiada typowi jej identyfikatora.");

    private static PersonNumber? ReadNumber(PersonRequest given, Faultfinder faults)
    {
        var subject = faults.ExactSubject(given.Identifier, "subjectDetails.identifier");
        faults.Check(
            subject?.Type is not SubjectIdentifierType.Fingerprint,
            "subjectDetails.identifier: wymagany jest typ Nip lub Pesel."
        );
        return subject is null ? null : new PersonNumber(subject.Type.ToString(), subject.Value);
    }

    private static DateOnly? ReadBirth(PersonRequest given, Faultfinder faults)
    {
        faults.Check(given.BirthDate is not null, "subjectDetails.birthDate: wartość jest wymagana.");
        return given.BirthDate;
    }

    private static IdentityDocument? ReadDocument(PersonRequest given, Faultfinder faults)
    {
        const string field = "subjectDetails.idDocument";
        var document = given.IdDocument;
        faults
            .Text(document?.Type, 1, 20, $"{field}.type")
            .Text(document?.Number, 1, 20, $"{field}.number")
            .Check(
                document?.Country is { Length: 2 } country && country.All(char.IsAsciiLetterUpper),
                $"{field}.country: wymagane są dwie wielkie litery."
            );
        return document is null ? null : new IdentityDocument(document.Type!, document.Number!, document.Country!);
    }
}

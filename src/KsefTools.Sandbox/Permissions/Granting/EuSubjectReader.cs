using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>
/// Reads who acts for an entity of the Union: a person or a company, known by the fingerprint of its certificate.
/// </summary>
internal static class EuSubjectReader
{
    private const string Entity = "EntityByFingerprint";

    /// <summary>Who the holder of the fingerprint is: exactly one of the two, unless faults were found.</summary>
    public sealed record EuSubject(PersonDetails? Person, EntityWithAddressRequest? Company)
    {
        public GrantRecord Describe(GrantRecord grant) =>
            grant with
            {
                Person = Person,
                EntityName = Company?.FullName,
                EntityAddress = Company?.Address,
            };
    }

    /// <summary>The fingerprint; null where a fault was found.</summary>
    public static SubjectIdentifier? ReadIdentifier(IdentifierBody? body, Faultfinder faults)
    {
        faults.Check(
            body is { Type: "Fingerprint" } && Formats.IsFingerprint(body.Value),
            "subjectIdentifier: wymagany jest typ Fingerprint i odcisk palca certyfikatu."
        );
        return body?.Value is { } value ? new SubjectIdentifier(SubjectIdentifierType.Fingerprint, value) : null;
    }

    public static EuSubject Read(EuSubjectDetailsRequest? request, Faultfinder faults)
    {
        if (request?.SubjectDetailsType is not Entity)
            return new EuSubject(
                PersonDetailsReader.Read(
                    new PersonDetailsRequest(
                        request?.SubjectDetailsType,
                        PersonById: null,
                        request?.PersonByFpWithId,
                        request?.PersonByFpNoId
                    ),
                    faults
                ),
                Company: null
            );
        ReadAddress(request.EntityByFp, "subjectDetails.entityByFp", faults);
        return new EuSubject(Person: null, request.EntityByFp);
    }

    /// <summary>Checks a name with its address.</summary>
    public static void ReadAddress(EntityWithAddressRequest? entity, string field, Faultfinder faults) =>
        faults.Text(entity?.FullName, 1, 100, $"{field}.fullName").Text(entity?.Address, 1, 512, $"{field}.address");
}

namespace KsefTools.Sandbox.State.Grants;

/// <summary>Who a person is, as the grantor wrote it (schema PermissionsSubjectPersonDetails).</summary>
/// <remarks>
/// The type is PersonByIdentifier, PersonByFingerprintWithIdentifier or PersonByFingerprintWithoutIdentifier.
/// </remarks>
public sealed record PersonDetails(string SubjectDetailsType, string FirstName, string LastName)
{
    /// <summary>NIP or PESEL of a person whose certificate holds neither.</summary>
    public PersonNumber? PersonIdentifier { get; init; }

    public DateOnly? BirthDate { get; init; }

    public IdentityDocument? IdDocument { get; init; }
}

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>Bodies of requests about permissions, as the contract wants them.</summary>
public static class PermissionBodies
{
    private const string Pesel = "44051401359";

    /// <summary>A name and its details, for a person known by NIP or PESEL.</summary>
    public static readonly object Person = new
    {
        subjectDetailsType = "PersonByIdentifier",
        personById = new { firstName = "Anna", lastName = "Żak" },
    };

    /// <summary>A body with which the operation succeeds; null where it takes none.</summary>
    public static object? Of(string operation) =>
        operation switch
        {
            "POST /permissions/persons/grants" => Persons("Pesel", Pesel, "InvoiceRead"),
            "POST /permissions/entities/grants" => Entities("7762811692", canDelegate: true, "InvoiceRead"),
            "POST /permissions/indirect/grants" => Indirect("Pesel", Pesel, target: null, "InvoiceRead"),
            "POST /permissions/subunits/grants" => Subunits("InternalId", "5265877635-12346"),
            "POST /permissions/authorizations/grants" => Authorization("Nip", "7762811692", "SelfInvoicing"),
            "POST /permissions/eu-entities/administration/grants" => EuAdministration(
                new string('A', 64),
                "5265877635-DE123456789"
            ),
            "POST /permissions/eu-entities/grants" => EuRepresentation(new string('B', 64), "InvoiceRead"),
            "POST /permissions/query/persons/grants" => new { queryType = "PermissionsInCurrentContext" },
            "POST /permissions/query/authorizations/grants" => new { queryType = "Granted" },
            _ when operation.StartsWith("POST /permissions/query/", StringComparison.Ordinal) => new { },
            _ => null,
        };

    public static object Persons(string type, string value, params string[] permissions) =>
        new
        {
            subjectIdentifier = new { type, value },
            permissions,
            description = "Obsługa księgowa",
            subjectDetails = Person,
        };

    public static object Entities(string nip, bool canDelegate, params string[] permissions) =>
        new
        {
            subjectIdentifier = new { type = "Nip", value = nip },
            permissions = permissions.Select(type => new { type, canDelegate }),
            description = "Obsługa księgowa",
            subjectDetails = new { fullName = "Biuro rachunkowe Sigma" },
        };

    public static object Indirect(string type, string value, object? target, params string[] permissions) =>
        new
        {
            subjectIdentifier = new { type, value },
            targetIdentifier = target,
            permissions,
            description = "Obsługa księgowa",
            subjectDetails = Person,
        };

    public static object Subunits(string contextType, string contextValue) =>
        new
        {
            subjectIdentifier = new { type = "Pesel", value = Pesel },
            contextIdentifier = new { type = contextType, value = contextValue },
            description = "Administrator oddziału",
            subunitName = "Oddział Łódź",
            subjectDetails = Person,
        };

    public static object EuAdministration(
        string fingerprint,
        string context,
        string contextType = "NipVatUe",
        string subjectType = "Fingerprint"
    ) =>
        new
        {
            subjectIdentifier = new { type = subjectType, value = fingerprint },
            contextIdentifier = new { type = contextType, value = context },
            description = "Samofakturowanie",
            euEntityName = "Müller GmbH, Berlin",
            subjectDetails = new
            {
                subjectDetailsType = "EntityByFingerprint",
                entityByFp = new { fullName = "Pieczęć GmbH", address = "Unter den Linden 1" },
            },
            euEntityDetails = new { fullName = "Müller GmbH", address = "Berlin" },
        };

    public static object EuRepresentation(string fingerprint, params string[] permissions) =>
        new
        {
            subjectIdentifier = new { type = "Fingerprint", value = fingerprint },
            permissions,
            description = "Reprezentant",
            subjectDetails = new
            {
                subjectDetailsType = "PersonByFingerprintWithoutIdentifier",
                personByFpNoId = new
                {
                    firstName = "Anna",
                    lastName = "Müller",
                    birthDate = "1990-01-01",
                    idDocument = new
                    {
                        type = "Passport",
                        number = "AA1234567",
                        country = "DE",
                    },
                },
            },
        };

    public static object Authorization(string type, string value, string permission) =>
        new
        {
            subjectIdentifier = new { type, value },
            permission,
            description = "Samofakturowanie",
            subjectDetails = new { fullName = "Kontrahent sp. z o.o." },
        };
}

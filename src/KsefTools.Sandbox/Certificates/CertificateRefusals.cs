using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Certificates;

/// <summary>The business codes 25001 to 25011.</summary>
internal static class CertificateRefusals
{
    public static RefusalException NoData() =>
        Refusals.Business(25001, "Brak możliwości pobrania danych do CSR dla wykorzystanego sposobu uwierzytelnienia.");

    public static RefusalException NoEnrollment() =>
        Refusals.Business(
            25002,
            "Brak możliwości złożenia wniosku certyfikacyjnego dla wykorzystanego sposobu uwierzytelnienia."
        );

    public static RefusalException OtherSubject() =>
        Refusals.Business(25003, "Dane w CSR nie zgadzają się z danymi w użytym wektorze uwierzytelniającym.");

    public static RefusalException BadRequest() =>
        Refusals.Business(25004, "Niepoprawny format CSR lub niepoprawny podpis CSR.");

    public static RefusalException UnknownEnrollment() =>
        Refusals.Business(25005, "Wniosek certyfikacyjny o podanym numerze referencyjnym nie istnieje.");

    public static RefusalException TooManyEnrollments() =>
        Refusals.Business(25006, "Osiągnięto limit możliwych do złożenia wniosków certyfikacyjnych.");

    public static RefusalException TooManyCertificates() =>
        Refusals.Business(25007, "Osiągnięto limit dopuszczalnej liczby posiadanych certyfikatów.");

    public static RefusalException UnknownCertificate() =>
        Refusals.Business(25008, "Certyfikat o podanym numerze seryjnym nie istnieje.");

    public static RefusalException CannotRevoke() =>
        Refusals.Business(
            25009,
            "Nie można odwołać wskazanego certyfikatu, ponieważ jest już odwołany, zablokowany lub nieważny."
        );

    public static RefusalException BadKey() => Refusals.Business(25010, "Nieprawidłowy typ lub długość klucza.");

    public static RefusalException BadAlgorithm() => Refusals.Business(25011, "Nieprawidłowy algorytm podpisu CSR.");
}

using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>
/// Refusals of POST /auth/xades-signature. Details of 9105 are those that have been seen in public (issues #144, #215,
/// m32/ksef 35).
/// </summary>
internal static class XadesRefusals
{
    public const string BadProfile = "Format podpisu niezgodny z akceptowanymi profilami XAdES.";

    public static RefusalException BadDocument() => Refusals.Business(9101, "Nieprawidłowy dokument.");

    public static RefusalException NoSignature() => Refusals.Business(9102, "Brak podpisu.");

    public static RefusalException TooManySignatures() =>
        Refusals.Business(9103, "Przekroczona liczba dozwolonych podpisów.");

    public static RefusalException InvalidSignature() => Bad("Podpis zweryfikowany negatywnie.");

    public static RefusalException UnreadableSignature() => Bad("Nieprawidłowa treść podpisu.");

    public static RefusalException UnsupportedAlgorithm() =>
        Bad("Podpis złożony z użyciem niewspieranego algorytmu kryptograficznego.");

    public static RefusalException NotXades() => Bad(BadProfile);

    public static RefusalException Unreadable() => Refusals.Business(21001, "Nieczytelna treść.");

    public static RefusalException BadEncoding() => Refusals.Business(21217, "Nieprawidłowe kodowanie znaków.");

    public static RefusalException AgainstSchema(string detail) =>
        Refusals.Business(21401, "Dokument nie jest zgodny ze schemą (xsd).", detail);

    public static RefusalException BadCertificate() => Refusals.Business(21115, "Nieprawidłowy certyfikat.");

    public static RefusalException NoIdentifier() =>
        Refusals.Business(21406, "Konflikt podpisu i typu uwierzytelnienia.");

    public static RefusalException SubjectNotForContext(ContextIdentifierType type) =>
        Refusals.Business(
            21117,
            "Nieprawidłowy identyfikator podmiotu dla wskazanego typu kontekstu.",
            $"Typ kontekstu: {type}."
        );

    private static RefusalException Bad(string detail) => Refusals.Business(9105, "Nieprawidłowy podpis.", detail);
}

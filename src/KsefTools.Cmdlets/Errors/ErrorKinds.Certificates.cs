using System.Management.Automation;
using KsefTools.Core;

namespace KsefTools.Cmdlets.Errors;

/// <summary>Of certificates and the identities that they belong to.</summary>
internal static partial class ErrorKinds
{
    internal static readonly ErrorKind CertificateUnusable = new(
        "CertificateUnusable",
        ErrorCategory.InvalidData,
        () =>
            UiText.Of(
                "Nothing was stored. Give the certificate that the sentence asks for, with its own key and password.",
                "Niczego nie zapisano. Podaj certyfikat, o którym mowa w komunikacie, z jego kluczem i hasłem."
            )
    );

    internal static readonly ErrorKind CertificateNotIssued = new(
        "CertificateNotIssued",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "Remove the cause that the message names and run the same command again: it goes on where it stopped.",
                "Usuń przyczynę podaną w komunikacie i uruchom to samo polecenie: podejmie pracę tam, gdzie ją "
                    + "przerwało."
            )
    );

    internal static readonly ErrorKind NothingToRenew = new(
        "NothingToRenew",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "Sign the file that New-KsefSigningRequest writes, then Complete-KsefSigningRequest. With a seal's or "
                    + "a person's certificate file at hand: Request-KsefCertificate -CertificatePath.",
                "Podpisz plik, który przygotuje New-KsefSigningRequest, a potem użyj Complete-KsefSigningRequest. "
                    + "Mając plik certyfikatu pieczęci lub osoby: Request-KsefCertificate -CertificatePath."
            )
    );

    internal static readonly ErrorKind CertificateNotFound = new(
        "CertificateNotFound",
        ErrorCategory.ObjectNotFound,
        () => UiText.Of("See what there is: Get-KsefCertificate.", "Zobacz, co jest: Get-KsefCertificate.")
    );

    internal static readonly ErrorKind CertificateNotAsked = new(
        "CertificateNotAsked",
        ErrorCategory.ResourceUnavailable,
        () =>
            UiText.Of(
                "See what is wrong with the certificates at hand: Test-KsefCertificate.",
                "Sprawdź, co jest nie tak z posiadanymi certyfikatami: Test-KsefCertificate."
            )
    );

    internal static readonly ErrorKind CertificateNotRevoked = new(
        "CertificateNotRevoked",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "There is nothing to revoke in KSeF: Get-KsefCertificate shows each certificate's status.",
                "W KSeF nie ma czego unieważnić: stan każdego certyfikatu pokazuje Get-KsefCertificate."
            )
    );

    internal static readonly ErrorKind IdentityNotFound = new(
        "IdentityNotFound",
        ErrorCategory.ObjectNotFound,
        () =>
            UiText.Of(
                "See what there is: Get-KsefIdentity. Add the office's seal: New-KsefIdentity seal.",
                "Zobacz, co jest: Get-KsefIdentity. Dodaj pieczęć biura: New-KsefIdentity seal."
            )
    );

    internal static readonly ErrorKind IdentityExists = new(
        "IdentityExists",
        ErrorCategory.ResourceExists,
        () => UiText.Of("See it: Get-KsefIdentity.", "Zobacz ją: Get-KsefIdentity.")
    );

    internal static readonly ErrorKind IdentityInUse = new(
        "IdentityInUse",
        ErrorCategory.InvalidOperation,
        () =>
            UiText.Of(
                "See them: Get-KsefCredential | Where-Object Identity. An identity can go after its last client.",
                "Zobacz ich: Get-KsefCredential | Where-Object Identity. Tożsamość można usunąć po ostatnim kliencie."
            )
    );
}

using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Core;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Responses;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A cmdlet that can be told of a person: PESEL, NIP or a certificate's fingerprint, and the name.</summary>
public abstract class PersonGrantCmdlet : PermissionChangeCmdlet
{
    private protected const string ToPerson = "Person";
    private protected const string Through = "Indirect";
    private protected const string ThroughAll = "AllPartners";

    private const int FingerprintLength = 64;

    /// <summary>The person's PESEL.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [ValidateNotNullOrEmpty]
    public string? Pesel { get; set; }

    /// <summary>The person's own NIP.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [NipTransformation]
    [ValidateNip]
    public string? PersonNip { get; set; }

    /// <summary>The SHA-256 of the person's certificate, where it shows neither; with PESEL or NIP beside it.</summary>
    [Parameter(ParameterSetName = ToPerson)]
    [Parameter(ParameterSetName = Through)]
    [Parameter(ParameterSetName = ThroughAll)]
    [ValidateNotNullOrEmpty]
    public string? Fingerprint { get; set; }

    /// <summary>The person's first name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToPerson)]
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    [ValidateLength(2, 30)]
    public string FirstName { get; set; } = "";

    /// <summary>The person's last name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToPerson)]
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    [ValidateLength(2, 81)]
    public string LastName { get; set; } = "";

    /// <summary>Through the office: the clients at which the person may act.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Through)]
    [NipTransformation]
    [ValidateNip]
    [ArgumentCompleter(typeof(NipCompleter))]
    public string[] Target { get; set; } = [];

    /// <summary>Through the office, at all its clients, present and to come.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ThroughAll)]
    public SwitchParameter AllPartners { get; set; }

    /// <summary>By what KSeF shall know the person.</summary>
    /// <exception cref="ShellException">Nothing, too much, or something malformed was given.</exception>
    private protected TypedIdentifier Subject()
    {
        var number = Number();
        if (Fingerprint is null)
            return number;
        var digits = string.Concat(Fingerprint.Where(char.IsAsciiHexDigit)).ToUpperInvariant();
        return digits.Length == FingerprintLength
            ? new TypedIdentifier("Fingerprint", digits)
            : throw ShellErrors.GrantInvalid(
                UiText.Of(
                    "A fingerprint is the SHA-256 of the certificate: 64 hexadecimal digits.",
                    "Odcisk palca to SHA-256 certyfikatu: 64 cyfry szesnastkowe."
                )
            );
    }

    private protected PersonSubject Person() =>
        Fingerprint is null
            ? PersonSubject.ByIdentifier(FirstName, LastName)
            : PersonSubject.ByFingerprint(FirstName, LastName, Number());

    private TypedIdentifier Number() =>
        (Pesel, PersonNip) switch
        {
            ({ } pesel, null) when Core.Identifiers.Pesel.TryParse(pesel, out var parsed) => new TypedIdentifier(
                "Pesel",
                parsed.Value
            ),
            ({ }, null) => throw ShellErrors.GrantInvalid(
                UiText.Of(
                    "This is no PESEL: eleven digits, of which the last is a check digit.",
                    "To nie jest PESEL: jedenaście cyfr, z których ostatnia jest kontrolna."
                )
            ),
            (null, { } nip) => new TypedIdentifier("Nip", nip),
            _ => throw ShellErrors.GrantInvalid(
                UiText.Of(
                    "Give the person's -Pesel or -PersonNip, one of them.",
                    "Podaj -Pesel albo -PersonNip osoby, jedno z nich."
                )
            ),
        };
}

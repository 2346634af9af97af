using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Cmdlets.Pipeline;

/// <summary>A cmdlet that says in office.yaml who an identity of the office is.</summary>
public abstract class IdentityCmdlet : OfficeCmdlet
{
    private protected const string ByNip = "Nip";
    private protected const string ByPesel = "Pesel";
    private protected const string ByPersonNip = "PersonNip";
    private protected const string ByFingerprint = "Fingerprint";

    /// <summary>A company, which signs with its seal.</summary>
    [Parameter(ParameterSetName = ByNip)]
    [NipTransformation]
    [ValidateNip(IsTaxpayer = true)]
    public string? Nip { get; set; }

    /// <summary>A person, who signs with Podpis Zaufany or a qualified signature.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPesel)]
    [TidyText]
    [ValidateSubject("person")]
    public string Pesel { get; set; } = "";

    /// <summary>A person whose certificate has a NIP instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPersonNip)]
    [NipTransformation]
    [ValidateNip(IsTaxpayer = true)]
    public string PersonNip { get; set; } = "";

    /// <summary>The SHA-256 of a certificate that has neither number.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFingerprint)]
    [TidyText]
    [ValidateSubject("fingerprint")]
    public string Fingerprint { get; set; } = "";

    /// <summary>A secret with a certificate and its key that the vault has already.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ValidatePlainText]
    public string? SecretName { get; set; }

    /// <summary>Another vault than the office's.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [ValidatePlainText]
    public string? Vault { get; set; }

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private protected static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private protected static OfficeIdentity Find(OfficeFolder office, string name) =>
        office.FindIdentity(name) ?? throw ShellErrors.IdentityNotFound(office, name);

    private protected static KsefIdentity Noun(OfficeFolder office, string name) =>
        office.ToKsefIdentities().First(known => OfficeIdentity.Names.Equals(known.Identity, name));
}

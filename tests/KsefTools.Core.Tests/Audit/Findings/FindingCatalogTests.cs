using System.Globalization;
using System.Text.RegularExpressions;
using KsefTools.Core.Audit.Findings;

namespace KsefTools.Core.Tests.Audit.Findings;

public sealed partial class FindingCatalogTests
{
    private static readonly FindingArguments Arguments = new("1111111111")
    {
        Detail = "InvoiceRead",
        Reference = "20260102-EC-0123456789-0123456789-01",
        Environment = "production",
        SecretName = "ksef-prod-1111111111-token",
        Vault = "Anna's vault",
        Date = new DateOnly(2027, 11, 30),
        Days = 17,
    };

    private static readonly string[] CommandsThatExist =
    [
        "Get-KsefCredential",
        "Set-KsefCredential",
        "Remove-KsefCredential",
        "Get-KsefToken",
        "Test-KsefToken",
        "Get-KsefCertificate",
        "Test-SecretVault",
        "Request-KsefCertificate",
        "Update-KsefCertificate",
        "Convert-KsefToCertificate",
        "Get-KsefPermission",
        "Unlock-SecretVault",
        "Unlock-SecretStore",
        "Remove-Secret",
        "Set-KsefProfile",
    ];

    public static TheoryData<FindingCode> Codes => [.. Enum.GetValues<FindingCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_sentence_in_both_languages(FindingCode code)
    {
        var english = InLanguage("en-GB", () => FindingCatalog.Create(code, Arguments).Message);
        var polish = InLanguage("pl-PL", () => FindingCatalog.Create(code, Arguments).Message);

        Assert.NotEmpty(english);
        Assert.NotEmpty(polish);
        Assert.NotEqual(english, polish, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_remedy_begins_with_a_command_that_exists(FindingCode code)
    {
        var remedy = FindingCatalog.Create(code, Arguments).Remedy;

        Assert.Contains(FirstWord().Match(remedy!).Value, CommandsThatExist, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Of_a_certificate_too_every_remedy_begins_with_a_command_that_exists(FindingCode code)
    {
        var finding = FindingCatalog.Create(code, Arguments with { Kind = CredentialKind.Certificate });

        Assert.Contains(FirstWord().Match(finding.Remedy!).Value, CommandsThatExist, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(FindingCode.SecretMissing)]
    [InlineData(FindingCode.WrongContext)]
    [InlineData(FindingCode.WrongEnvironment)]
    [InlineData(FindingCode.NoPermissions)]
    [InlineData(FindingCode.MissingPermission)]
    [InlineData(FindingCode.ExcessPermission)]
    [InlineData(FindingCode.PortalRefused)]
    [InlineData(FindingCode.NoAccessYet)]
    public void What_is_said_of_a_certificate_does_not_call_it_a_token(FindingCode code)
    {
        foreach (var culture in (string[])["en-GB", "pl-PL"])
        {
            var arguments = Arguments with { Kind = CredentialKind.Certificate, SecretName = "ksef-prod-seal" };
            var finding = InLanguage(culture, () => FindingCatalog.Create(code, arguments));
            Assert.DoesNotContain("token", finding.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("-Token", finding.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_remedy_for_an_identity_of_the_office_names_the_identity()
    {
        var arguments = Arguments with { Kind = CredentialKind.Certificate, Identity = "Anna's seal" };

        var remedy = FindingCatalog.Create(FindingCode.CertificateExpires, arguments).Remedy;

        Assert.Equal("Update-KsefCertificate -Identity 'Anna''s seal'", remedy);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_remedy_for_one_client_names_the_client(FindingCode code)
    {
        var remedy = FindingCatalog.Create(code, Arguments).Remedy!;

        var isAboutTheWholeOffice =
            code
            is FindingCode.VaultLocked
                or FindingCode.VaultFailed
                or FindingCode.SecretOrphan
                or FindingCode.TokenEndsByLaw;
        Assert.Equal(!isAboutTheWholeOffice, remedy.Contains(" 1111111111", StringComparison.Ordinal));
    }

    [Fact]
    public void A_vault_name_is_quoted_so_that_the_remedy_can_be_pasted()
    {
        var remedy = FindingCatalog.Create(FindingCode.VaultLocked, Arguments).Remedy;

        Assert.Contains("'Anna''s vault'", remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FindingCode.TokenRevoked, FindingSeverity.Critical)]
    [InlineData(FindingCode.TokenInactive, FindingSeverity.Critical)]
    [InlineData(FindingCode.TokenUnknown, FindingSeverity.Critical)]
    [InlineData(FindingCode.WrongContext, FindingSeverity.Critical)]
    [InlineData(FindingCode.WrongEnvironment, FindingSeverity.Critical)]
    [InlineData(FindingCode.ContextBlocked, FindingSeverity.Critical)]
    [InlineData(FindingCode.NoPermissions, FindingSeverity.Critical)]
    [InlineData(FindingCode.MissingPermission, FindingSeverity.Critical)]
    [InlineData(FindingCode.SameSecretTwice, FindingSeverity.Critical)]
    [InlineData(FindingCode.SecretMissing, FindingSeverity.Critical)]
    [InlineData(FindingCode.CertificateRevoked, FindingSeverity.Critical)]
    [InlineData(FindingCode.CertificateUnknown, FindingSeverity.Critical)]
    [InlineData(FindingCode.CertificateWrongType, FindingSeverity.Critical)]
    [InlineData(FindingCode.KeyMismatch, FindingSeverity.Critical)]
    [InlineData(FindingCode.IdentityNotGranted, FindingSeverity.Critical)]
    [InlineData(FindingCode.DelegationLost, FindingSeverity.Critical)]
    [InlineData(FindingCode.CertificateExpires, FindingSeverity.Warning)]
    [InlineData(FindingCode.TokenPending, FindingSeverity.Warning)]
    [InlineData(FindingCode.ExcessPermission, FindingSeverity.Warning)]
    [InlineData(FindingCode.EffectiveBelowRequested, FindingSeverity.Warning)]
    [InlineData(FindingCode.Unused, FindingSeverity.Warning)]
    [InlineData(FindingCode.RotationDue, FindingSeverity.Warning)]
    [InlineData(FindingCode.GhostToken, FindingSeverity.Warning)]
    [InlineData(FindingCode.NoAccessYet, FindingSeverity.Warning)]
    [InlineData(FindingCode.SecretOrphan, FindingSeverity.Warning)]
    [InlineData(FindingCode.TokenEndsByLaw, FindingSeverity.Information)]
    [InlineData(FindingCode.VaultLocked, FindingSeverity.Unknown)]
    [InlineData(FindingCode.CertificateNotTaken, FindingSeverity.Unknown)]
    [InlineData(FindingCode.VaultFailed, FindingSeverity.Unknown)]
    [InlineData(FindingCode.Unreachable, FindingSeverity.Unknown)]
    [InlineData(FindingCode.RateLimited, FindingSeverity.Unknown)]
    [InlineData(FindingCode.PortalRefused, FindingSeverity.Unknown)]
    public void A_code_is_as_urgent_as_the_table_says(FindingCode code, FindingSeverity severity) =>
        Assert.Equal(severity, FindingCatalog.Entries[code].Severity);

    [Theory]
    [InlineData(CredentialStatus.Healthy)]
    [InlineData(CredentialStatus.Healthy, FindingCode.TokenEndsByLaw)]
    [InlineData(CredentialStatus.Warning, FindingCode.TokenEndsByLaw, FindingCode.Unused)]
    [InlineData(CredentialStatus.Unknown, FindingCode.Unused, FindingCode.Unreachable)]
    [InlineData(CredentialStatus.Critical, FindingCode.Unreachable, FindingCode.SameSecretTwice, FindingCode.Unused)]
    public void Status_is_the_worst_severity(CredentialStatus status, params FindingCode[] codes) =>
        Assert.Equal(status, FindingCatalog.StatusOf(codes.Select(code => FindingCatalog.Create(code, Arguments))));

    private static T InLanguage<T>(string culture, Func<T> text)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex("^[A-Za-z]+-[A-Za-z]+", RegexOptions.None, 1000)]
    private static partial Regex FirstWord();
}

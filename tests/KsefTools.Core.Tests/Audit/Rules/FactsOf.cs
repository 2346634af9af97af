using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Audit.Rules;

/// <summary>Facts of a healthy client, from which a test bends one.</summary>
internal static class FactsOf
{
    public const string Nip = "5260001246";
    public const string Reference = "20260301-EC-0123456789-0123456789-01";

    public static readonly DateTimeOffset Now = new(2026, 5, 10, 8, 0, 0, TimeSpan.Zero);

    public static readonly OfficePolicy Policy = new()
    {
        TokensEndOn = new DateOnly(2026, 12, 31),
        TokensEndAnnounced = new DateOnly(2027, 11, 30),
        RotateAfter = TimeSpan.FromDays(365),
        UnusedAfter = TimeSpan.FromDays(90),
        NeverPermissions = ["CredentialsManage"],
    };

    public static KsefCredential Credential(params string[] expected) =>
        new()
        {
            Nip = Nip,
            Name = "Zażółć sp. z o.o.",
            Environment = "production",
            Kind = CredentialKind.Token,
            SecretName = "ksef-prod-5260001246-token",
            ExpectedPermissions = new TextList<string>(expected),
            Path = "clients/5260001246.yaml",
            OfficePath = ".",
        };

    public static TokenMetadata Token(
        string reference = Reference,
        string status = "Active",
        params string[] requested
    ) =>
        new()
        {
            ReferenceNumber = reference,
            Status = status,
            RequestedPermissions = requested,
            DateCreated = Now.AddDays(-70),
            LastUseDate = Now.AddDays(-1),
        };

    public static TokenFacts Healthy(params string[] permissions)
    {
        Assert.True(ReferenceNumber.TryParse(Reference, out var reference));
        return new TokenFacts
        {
            Credential = Credential(permissions),
            Policy = Policy,
            Now = Now,
            Reference = reference,
            Context = new ContextIdentifier(ContextType.Nip, Nip),
            SignIn = SignInOutcome.SignedIn,
            SignInKind = SignInKind.Cold,
            Effective = new EffectivePermissions(permissions),
            Own = Token(requested: permissions),
            Use = new TokenUse(Now.AddDays(-1), null),
        };
    }

    public static IEnumerable<FindingCode> Codes(this TokenFacts facts) =>
        TokenRules.Judge(facts).Select(finding => finding.Code);

    /// <summary>The codes without that of the law, which is found for every token that works.</summary>
    public static FindingCode[] CodesButLaw(this TokenFacts facts) =>
        [.. facts.Codes().Where(code => code is not FindingCode.TokenEndsByLaw)];
}

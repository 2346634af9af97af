using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Keys.Reading;

namespace KsefTools.Core.Keys;

/// <summary>
/// Whether a certificate fits its purpose, before it is stored or used. That it belongs to its key,
/// <see cref="KeyMaterialReader"/> has seen to.
/// </summary>
public static class KeyMaterialCheck
{
    /// <summary>Everything that is wrong, the gravest first; empty where nothing is.</summary>
    public static IReadOnlyList<KeyMaterialProblem> Problems(
        CertificateDetails certificate,
        KeyMaterialExpectation expectation,
        TimeProvider time
    )
    {
        var now = time.GetUtcNow();
        var problems = new List<KeyMaterialProblem>();
        if (expectation.Type is { } type && !Serves(certificate.Type, type))
            problems.Add(KeyMaterialProblems.WrongType(certificate.Type));
        if (expectation.Identity is { } identity && !certificate.BelongsTo(identity))
            problems.Add(KeyMaterialProblems.WrongIdentity(certificate.Identity, identity));
        if (expectation.Environment is { } environment && OfOrigin(certificate, environment) is { } problem)
            problems.Add(problem);
        if (now > certificate.ValidTo)
            problems.Add(KeyMaterialProblems.Expired(certificate.ValidTo));
        if (now < certificate.ValidFrom && !expectation.AllowNotYetValid)
            problems.Add(KeyMaterialProblems.NotYetValid(certificate.ValidFrom));
        return problems;
    }

    /// <summary>Stops at the gravest problem.</summary>
    /// <exception cref="KeyMaterialException">The certificate does not fit.</exception>
    public static void Verify(CertificateDetails certificate, KeyMaterialExpectation expectation, TimeProvider time)
    {
        var problems = Problems(certificate, expectation, time);
        if (problems.Count > 0)
            throw new KeyMaterialException(problems[0]);
    }

    private static bool Serves(CertificateType actual, CertificateType wanted) =>
        wanted is CertificateType.Authentication ? actual is not CertificateType.Offline : actual == wanted;

    /// <summary>Why the issuer is one that the environment does not know; null where its name does not tell.</summary>
    internal static KeyMaterialProblem? OfOrigin(CertificateDetails certificate, string environment)
    {
        var isProduction = Is(environment, "production");
        var isDemo = Is(environment, "demo");
        if (!isProduction && !isDemo && !Is(environment, "test"))
            return null;
        return certificate.Origin switch
        {
            CertificateOrigin.KsefProduction when !isProduction => KeyMaterialProblems.WrongEnvironment(
                certificate,
                environment
            ),
            CertificateOrigin.KsefTestOrDemo when isProduction => KeyMaterialProblems.WrongEnvironment(
                certificate,
                environment
            ),
            CertificateOrigin.SelfSigned when isProduction || isDemo => KeyMaterialProblems.SelfSigned(environment),
            _ => null,
        };
    }

    private static bool Is(string environment, string name) =>
        string.Equals(environment, name, StringComparison.OrdinalIgnoreCase);
}

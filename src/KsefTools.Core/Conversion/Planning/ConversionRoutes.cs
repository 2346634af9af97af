namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// Decides a client's route: a pure function of what is known, in the order of preference of docs/ksef.md, Permissions.
/// </summary>
internal static class ConversionRoutes
{
    public static ConversionRoute Decide(ConversionFacts facts)
    {
        if (facts.Missing.Count == 0)
            return ConversionRoute.AlreadyGranted;
        // Only invoices can be entrusted to a company; the rest of KSeF's permissions go to people.
        if (facts.IsCompany && facts.Missing.Except(IdentityRights.OfCompanies, StringComparer.OrdinalIgnoreCase).Any())
            return Without(facts, ConversionRoute.NeedsPerson);
        if (facts.Tokens.Any(token => token.MayGrant))
            return ConversionRoute.ByToken;
        if (facts.Other is not null || CanPassOn(facts))
            return ConversionRoute.ByOtherSession;
        return Without(facts, ConversionRoute.ByClient);
    }

    /// <summary>Whether the office itself may let an employee act for the client.</summary>
    private static bool CanPassOn(ConversionFacts facts) =>
        !facts.IsCompany
        && facts.Missing.All(permission =>
            IdentityRights.OfCompanies.Contains(permission, StringComparer.OrdinalIgnoreCase)
            && facts.Seal.MayPassOn(permission)
        );

    private static ConversionRoute Without(ConversionFacts facts, ConversionRoute route) =>
        facts.OwnCertificate ? ConversionRoute.OwnCertificate : route;
}
